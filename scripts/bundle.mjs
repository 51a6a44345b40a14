// Not a package script, because esbuild's command line accepts no plugins.
// `node bundle.mjs src/main.ts dist/main.js [--thread file.ts] [--split]`: bundles a program so that nothing is
// transpiled at startup. Empties the target directory first. The target is a small launcher that checks the Node
// version and then imports `program`, which an old version of Node could not parse. Worker scripts (`--thread`) are
// bundled into the same directory under their own names. `--split` puts dynamic imports into separate files; don't use
// it for a long-running program, because the next build would delete these files.
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { checkSource } from "./prepare/node-version.mjs";

// Packages that are not bundled: Next, and packages that have native or WebAssembly parts or load their own files.
const externalPackages = /^(?:next|@node-rs\/argon2|@prisma\/client|@prisma\/schema-engine-wasm|pg-native)(?:\/|$)/;

/**
 * Creates an esbuild plugin that resolves external packages from the importing package, because the program itself
 * might not depend on them.
 * @param {string} directory
 */
function resolveExternalPackages(directory) {
  return {
    name: "outside-packages",
    setup({ onResolve }) {
      onResolve({ filter: externalPackages }, ({ path: specifier, importer }) => {
        if (specifier === "pg-native") return { path: specifier, external: true };
        const file = createRequire(importer).resolve(specifier);
        return { path: path.relative(directory, file).split(path.sep).join("/"), external: true };
      });
    },
  };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { split: { type: "boolean" }, thread: { type: "string", multiple: true } },
});
const [source = "", target = ""] = positionals;
const { dir: directory, ext: end } = path.parse(path.resolve(target));
rmSync(directory, { recursive: true, force: true });
await build({
  entryPoints: {
    program: source,
    ...Object.fromEntries((values.thread ?? []).map((thread) => [path.parse(thread).name, thread])),
  },
  outdir: directory,
  outExtension: { ".js": end },
  bundle: true,
  splitting: values.split === true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
  plugins: [resolveExternalPackages(directory)],
  // Required because bundled CommonJS modules call `require`.
  banner: {
    js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
  },
});
writeFileSync(target, `#!/usr/bin/env node\n${checkSource}void import("./program${end}");\n`, { mode: 0o755 });
