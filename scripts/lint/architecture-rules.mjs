// An oxlint plugin with Docket's own architecture rules, which oxlint's rules can't express.

/**
 * Which workspace packages each package can import, as code or only as types. No package can import `server` or `cli`.
 * `turbo boundaries` checks that imports are declared in package.json and that relative imports stay inside the
 * package.
 */
const packageImports = {
  schema: {},
  auth: { schema: "code" },
  db: {},
  core: { schema: "code", auth: "code", db: "code" },
  api: { schema: "code", core: "code" },
  client: { schema: "code", api: "types" },
  replica: { schema: "code" },
  web: { schema: "code", replica: "code", api: "types" },
  server: { schema: "code", core: "code", api: "code", web: "code" },
  cli: { schema: "code", core: "code", client: "code" },
};

/**
 * The layers of a package, lowest first: the folders in the given path. A file can import from its own layer and from
 * lower ones. Tests can import from every layer.
 */
const layers = {
  "packages/core/src": ["runtime", "access", "log", "identity", "entities", "commands", "workflows", "operations"],
  "apps/web": ["navigation", "ui", "messages", "trpc", "i18n", "replica", "entities", "actions", "features", "app"],
};

/** The files of an entity in core that run commands. */
const commandFiles = "(?:mutations|duplicate|move|status|trash)";

/** Additional imports allowed in the tests of a package. Tests of API clients use the real server. */
const testPackageImports = {
  client: { core: "code", server: "code" },
  cli: { server: "code" },
};

/**
 * Forbidden imports between files. A file whose path matches `from` must not import a file whose path matches `to`.
 * Both paths are relative to the repository root. `$1` in `to` refers to the first capture group of `from`.
 */
const forbiddenImports = [
  {
    from: /^packages\/core\/src\/commands\/([^/]+)\/(?!.*\.test\.ts$)/,
    to: `^packages/core/src/commands/(?!$1/)[^/]+/${commandFiles}\\.ts$`,
    why: "a command never calls the command of another entity; what both need belongs to core/src/entities",
  },
  {
    from: /^packages\/api\/src\/routers\/([^/]+)\.ts$/,
    to: "^packages/api/src/routers/(?!$1\\.ts)",
    why: "routers do not import each other; what two share belongs beside the base procedures",
  },
];

/** Returns the path from the repository root, with forward slashes. Returns null outside apps, packages and scripts. */
function pathInRepository(filename) {
  return /(?:^|[/\\])((?:apps|packages|scripts)[/\\].*)$/.exec(filename)?.[1].replaceAll("\\", "/") ?? null;
}

/** Returns visitors that call `visit(node, specifier, isType)` for every import and re-export in a file. */
function eachImport(visit) {
  const statement = (node) => {
    if (!node.source) return;
    const kind = node.importKind ?? node.exportKind;
    const isType =
      kind === "type" ||
      (node.specifiers?.length > 0 && node.specifiers.every((one) => (one.importKind ?? one.exportKind) === "type"));
    visit(node, node.source.value, isType);
  };
  return {
    ImportDeclaration: statement,
    ExportNamedDeclaration: statement,
    ExportAllDeclaration: statement,
    ImportExpression: (node) => typeof node.source.value === "string" && visit(node, node.source.value, false),
    TSImportType: (node) => visit(node, (node.source ?? node.argument.literal ?? node.argument).value, true),
  };
}

const packageImportRule = {
  create(context) {
    const path = pathInRepository(context.filename) ?? "";
    const name = /^(?:apps|packages)\/([^/]+)\//.exec(path)?.[1];
    if (!name || !packageImports[name]) return {};
    const allowed = { ...packageImports[name], ...(/\.test\.tsx?$/.test(path) && testPackageImports[name]) };
    return eachImport((node, specifier, isType) => {
      const target = /^@docket\/([^/]+)/.exec(specifier)?.[1];
      if (!target || target === name) return;
      const kind = allowed[target];
      if (!kind) context.report({ node, message: `${name} may not import ${target}.` });
      else if (kind === "types" && !isType)
        context.report({ node, message: `${name} may import only types from ${target}.` });
    });
  },
};

const fileImportRule = {
  create(context) {
    const path = pathInRepository(context.filename) ?? "";
    const importRules = forbiddenImports.flatMap(({ from, to, why }) => {
      const match = from.exec(path);
      return match ? [{ why, pattern: new RegExp(to.replaceAll("$1", match[1] ?? "")) }] : [];
    });
    if (importRules.length === 0) return {};
    return eachImport((node, specifier) => {
      const target = targetPath(path, specifier);
      for (const { pattern, why } of importRules)
        if (pattern.test(target)) context.report({ node, message: `${path} may not import ${target}: ${why}.` });
    });
  },
};

const layerOrder = {
  create(context) {
    const path = pathInRepository(context.filename) ?? "";
    const base = Object.keys(layers).find((folder) => path.startsWith(`${folder}/`));
    if (base === undefined || /\.test\.tsx?$/.test(path)) return {};
    const heightOf = (file) => layers[base].indexOf(file.slice(base.length + 1).split("/")[0]);
    const height = heightOf(path);
    if (height === -1) return {};
    return eachImport((node, specifier) => {
      const target = targetPath(path, specifier);
      if (target.startsWith(`${base}/`) && heightOf(target) > height)
        context.report({ node, message: `${path} may not import ${target}, which is in a higher layer.` });
    });
  },
};

/**
 * Returns the path that an import resolves to, relative to the repository root. Also resolves `@docket/…` and `@/…`.
 */
function targetPath(path, specifier) {
  if (specifier.startsWith("@/")) return `apps/web/${specifier.slice(2)}`;
  const named = /^@docket\/([^/]+)\/(.+)$/.exec(specifier);
  if (named) return `packages/${named[1]}/src/${named[2]}.ts`;
  if (!specifier.startsWith(".")) return specifier;
  return new URL(specifier, `file:///${path}`).pathname.slice(1);
}

/** Files that can create an actor, because they check credentials. Tests and scripts create their own users. */
const actorCreatingFiles =
  /^scripts\/|^packages\/core\/src\/(?:identity\/session\/|runtime\/actor\.ts$|testing\/)|\.test\.ts$/;

/** Functions that create an actor without a credential, each with the only file that can call it. */
const credentiallessActors = {
  actorForJob: "packages/core/src/identity/session/job-ctx.ts",
  actorForOperator: "packages/core/src/operations/operator-accounts.ts",
};

const actorFile = /(?:^|\/)actor(?:\.ts)?$/;

const noActorCreation = {
  create(context) {
    const path = pathInRepository(context.filename) ?? "";
    if (actorCreatingFiles.test(path)) return {};
    const message = "Only authentication makes an actor: take the one of ctx.";
    const statement = (node) => {
      const isActorFile = actorFile.test(node.source?.value ?? "");
      for (const one of node.specifiers ?? []) {
        const name = one.imported?.name ?? one.local?.name;
        const isMaker = name === "authenticatedActor" || one.type === "ImportNamespaceSpecifier";
        if ((isActorFile && isMaker) || (node.source && (credentiallessActors[name] ?? path) !== path))
          context.report({ node: one, message });
      }
    };
    return {
      ImportDeclaration: statement,
      ExportNamedDeclaration: statement,
      ExportAllDeclaration: (node) => actorFile.test(node.source.value) && context.report({ node, message }),
      ImportExpression: (node) => actorFile.test(node.source.value) && context.report({ node, message }),
    };
  },
};

const noServerAction = {
  create(context) {
    return {
      ExpressionStatement(node) {
        if (
          node.directive === "use server" ||
          (node.expression.type === "Literal" && node.expression.value === "use server")
        )
          context.report({ node, message: "No server actions: a mutation is a tRPC procedure." });
      },
    };
  },
};

const noEnvironment = {
  create(context) {
    return {
      MemberExpression(node) {
        const name = node.property.type === "Literal" ? node.property.value : !node.computed && node.property.name;
        if (name === "env" && node.object.type === "Identifier" && node.object.name === "process")
          context.report({ node, message: "The environment is read in packages/core/src/runtime/config.ts only." });
      },
      ImportDeclaration(node) {
        if (
          /^(?:node:)?process$/.test(node.source.value) &&
          node.specifiers.some((one) => one.imported?.name === "env")
        )
          context.report({ node, message: "The environment is read in packages/core/src/runtime/config.ts only." });
      },
    };
  },
};

const noAmbientClock = {
  create(context) {
    const report = (node) =>
      context.report({ node, message: "The time comes from ctx.clock, so that a test can set it." });
    return {
      NewExpression(node) {
        if (node.callee.name === "Date" && node.arguments.length === 0) report(node);
      },
      CallExpression({ callee }) {
        if (callee.type === "MemberExpression" && callee.object.name === "Date" && callee.property.name === "now")
          report(callee);
      },
    };
  },
};

const noStopwatch = {
  create(context) {
    const report = (node, advice) =>
      context.report({ node, message: `A test passes on a busy machine too: ${advice}.` });
    const calls = ({ type, object, property }, [subject, method]) =>
      type === "MemberExpression" && object.name === subject && property.name === method;
    return {
      CallExpression({ callee }) {
        if (calls(callee, ["performance", "now"]))
          report(callee, "measure work with cpuTimeOf, and show by what can't have happened that nothing waited");
        if (calls(callee, ["vi", "waitFor"])) report(callee, "use expect.poll, which is patient");
      },
      BinaryExpression({ operator, left }) {
        if (operator === "-" && left.type === "CallExpression" && calls(left.callee, ["Date", "now"]))
          report(left, "compare no times");
      },
    };
  },
};

/** Input types without text. */
const nonTextInputTypes = new Set([
  "checkbox",
  "color",
  "date",
  "file",
  "hidden",
  "number",
  "password",
  "radio",
  "time",
]);

const fields = new Set(["input", "textarea", "Command.Input"]);

const typedDirection = {
  create(context) {
    return {
      JSXOpeningElement({ name, attributes }) {
        if (!fields.has(context.sourceCode.getText(name))) return;
        const valueOf = (wanted) => attributes.find((one) => one.name?.name === wanted)?.value;
        if (nonTextInputTypes.has(valueOf("type")?.value) || valueOf("dir") !== undefined) return;
        context.report({ node: name, message: 'What is typed may be in any script: the field needs dir="auto".' });
      },
    };
  },
};

const composingFile = "apps/web/ui/is-composing.ts";

const oneComposingRule = {
  create(context) {
    if (pathInRepository(context.filename) === composingFile) return {};
    return {
      MemberExpression(node) {
        if (!node.computed && /^(?:isComposing|keyCode)$/.test(node.property.name))
          context.report({
            node,
            message: `Whether an input method has taken a key is asked in ${composingFile} only.`,
          });
      },
    };
  },
};

const isLocation = (node) =>
  node.type === "Identifier" ? node.name === "location" : node.type === "MemberExpression" && isNamed(node, "location");

const isNamed = ({ computed, property }, ...names) =>
  names.includes(property.type === "Literal" ? property.value : computed ? undefined : property.name);

const noUncheckedRedirect = {
  create(context) {
    const report = (node) =>
      context.report({
        node,
        message: "Use navigation/redirect.ts: it leads to a path of this site, whatever the address.",
      });
    return {
      ImportDeclaration({ source, specifiers }) {
        if (source.value !== "next/navigation") return;
        for (const one of specifiers) if (/^(?:permanentR|r)edirect$/.test(one.imported?.name)) report(one);
      },
      CallExpression({ callee }) {
        if (callee.type !== "MemberExpression") return;
        if (isNamed(callee, "assign", "replace") && isLocation(callee.object)) report(callee);
      },
      AssignmentExpression({ left }) {
        const isHref = left.type === "MemberExpression" && isNamed(left, "href") && isLocation(left.object);
        if (isHref || isLocation(left)) report(left);
      },
    };
  },
};

/** Functions of next/navigation that are not for navigation in the browser. */
const serverNavigation = new Set(["notFound", "redirect", "permanentRedirect", "RedirectType"]);

const ownNavigation = {
  create(context) {
    const report = (node) =>
      context.report({
        node,
        message: "Use navigation/: Next's router would load a view from the server, and doesn't notify usePath.",
      });
    return {
      ImportDeclaration({ source, specifiers }) {
        if (source.value === "next/link") report(source);
        if (source.value !== "next/navigation") return;
        for (const one of specifiers) if (!serverNavigation.has(one.imported?.name)) report(one);
      },
      CallExpression({ callee }) {
        if (callee.type !== "MemberExpression" || !isNamed(callee, "pushState", "replaceState")) return;
        const { object } = callee;
        const isHistory = object.type === "MemberExpression" ? isNamed(object, "history") : object.name === "history";
        if (isHistory) report(callee);
      },
    };
  },
};

export default {
  meta: { name: "house" },
  rules: {
    "package-arrows": packageImportRule,
    "file-arrows": fileImportRule,
    "layer-order": layerOrder,
    "no-made-up-actor": noActorCreation,
    "no-server-action": noServerAction,
    "no-environment": noEnvironment,
    "no-unchecked-redirect": noUncheckedRedirect,
    "own-navigation": ownNavigation,
    "no-ambient-clock": noAmbientClock,
    "no-stopwatch": noStopwatch,
    "typed-direction": typedDirection,
    "one-composing-rule": oneComposingRule,
  },
};
