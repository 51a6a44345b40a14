import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PASSWORD } from "@docket/core/testing/world";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "./client.ts";
import { createSessionClient } from "./session-client.ts";

type Manifest = { name: string; dependencies?: Record<string, string> };

const NAMES = ["client", "schema"];
const root = fileURLToPath(new URL("../../..", import.meta.url));
const run = promisify(execFile);
let served: ServedWorld;
/** The directory of a project that depends only on the two packages. */
let project: string;
/** The compiler's output, which is empty if there are no errors. */
let typeErrors: string;

beforeAll(async () => {
  served = await serveWorld();
  const directory = mkdtempSync(path.join(tmpdir(), "docket-npm-"));
  const [packed, dependencies] = [path.join(directory, "packed"), path.join(directory, "dependencies")];
  await run(process.execPath, [path.join(root, "scripts/run.mjs"), "package:npm", packed]);
  copyDependencies(dependencies);

  project = path.join(directory, "project");
  mkdirSync(project);
  write("package.json", JSON.stringify({ private: true, type: "module" }));
  write("tsconfig.json", JSON.stringify({ compilerOptions: { strict: true, module: "nodenext", outDir: "dist" } }));
  const address = { url: `http://127.0.0.1:${served.port}`, token: await createToken() };
  write("documented.ts", documentedProgram(address));
  write("program.ts", program(address));
  const specifiers = [packed, dependencies].flatMap((folder) =>
    readdirSync(folder).map((name) => path.join(folder, name)),
  );
  // TypeScript, a peer dependency of tRPC, is copied from the repository.
  const options = ["--offline", "--install-links", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"];
  await run("npm", ["install", ...options, ...specifiers], { cwd: project });
  write("imports.ts", importsOfAll());
  const compilation = run(path.join(root, "node_modules/.bin/tsc"), ["--project", project]);
  typeErrors = (await compilation.catch((error: { stdout: string }) => error)).stdout;
}, 300_000);
afterAll(async () => {
  rmSync(path.dirname(project), { recursive: true, force: true });
  await served.close();
});

function write(name: string, text: string): void {
  writeFileSync(path.join(project, name), text);
}

/** Creates a token as a user would: by signing in. */
async function createToken(): Promise<string> {
  const { email } = await served.world.person("Mira");
  const session = createSessionClient({ url: `http://127.0.0.1:${served.port}` });
  await session.session.signIn.mutate({ email, password: PASSWORD });
  const scopes = ["tasks:read" as const, "tasks:write" as const, "projects:read" as const];
  return (await session.apiToken.create.mutate({ id: newId(), name: "Script", scopes })).token;
}

function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8")) as Manifest;
}

/**
 * Copies all packages that the two packages depend on from the repository's node_modules, so that no network is needed.
 */
function copyDependencies(target: string): void {
  const wanted = NAMES.flatMap((name) => {
    const directory = path.join(root, "packages", name);
    return dependenciesOf(path.join(directory, "dist"), path.join(directory, "node_modules"));
  });
  for (const directory of wanted) {
    const { name } = readManifest(directory);
    const copy = path.join(target, name.replace("/", "-"));
    if (existsSync(copy)) continue;
    cpSync(directory, copy, { recursive: true });
    // pnpm puts the dependencies of a package next to the package itself.
    wanted.push(...dependenciesOf(directory, directory.slice(0, -name.length)));
  }
}

/**
 * Returns the directories of the npm packages that a package depends on. `modules` is the directory with the links to
 * them.
 */
function dependenciesOf(directory: string, modules: string): string[] {
  return Object.keys(readManifest(directory).dependencies ?? {})
    .filter((name) => !name.startsWith("@docket/"))
    .map((name) => realpathSync(path.join(modules, name)));
}

/** Returns a program that imports every module of both packages. */
function importsOfAll(): string {
  const specifiers = NAMES.flatMap((name) =>
    readdirSync(path.join(project, "node_modules/@docket", name), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js"))
      .map((file) => `@docket/${name}/${file.slice(0, -".js".length)}`),
  );
  return specifiers.map((specifier) => `import "${specifier}";\n`).join("");
}

/** Returns the example program in the documentation, with its address and token replaced. */
function documentedProgram({ url, token }: { url: string; token: string }): string {
  const text = readFileSync(path.join(root, "docs/api-and-client.md"), "utf8");
  const [, code = ""] = /## The typed client\n+```ts\n(.*?)```/s.exec(text) ?? [];
  return code.replace("http://127.0.0.1:3000", url).replace("dkt_pat_…", token);
}

function program(address: { url: string; token: string }): string {
  return `
    import { createClient, newId } from "@docket/client";
    import { DocketError } from "@docket/client/error";
    import { followChanges } from "@docket/client/follow";
    import { TaskPage } from "@docket/schema/task";

    const docket = createClient(${JSON.stringify(address)});
    const { items: [home] } = await docket.workspace.list.query({});
    const workspace = docket.workspace(home.id);
    const page = await workspace.task.list.query({ filter: { status: "done" } });
    const done: string[] = TaskPage.parse(page).items.map(({ title }) => title);
    const error = await workspace.task.get.query({ id: newId() }).catch((reason: unknown) => reason);
    console.log(JSON.stringify({ done, error: error instanceof DocketError ? error.code : null }));

    export async function rejected() {
      // @ts-expect-error: a title is a text
      const lengths: number[] = page.items.map(({ title }) => title);
      // @ts-expect-error: a task has no color
      page.items[0].color;
      // @ts-expect-error: a task needs a project
      await workspace.task.create.mutate({ id: newId(), title: "Water the plants" });
      // @ts-expect-error: there is no such procedure
      await workspace.task.paint.mutate({ ids: [] });
      for await (const event of followChanges(docket, home.id)) {
        // @ts-expect-error: only some events contain changes
        event.changes;
      }
    }
  `;
}

test("type-checks with strict and nodenext", () => {
  expect(typeErrors).toBe("");
});

test("runs on Node against a server", async () => {
  await run(process.execPath, ["dist/imports.js"], { cwd: project });
  await run(process.execPath, ["dist/documented.js"], { cwd: project });
  const { stdout } = await run(process.execPath, ["dist/program.js"], { cwd: project });
  expect(JSON.parse(stdout)).toEqual({ done: ["Water the plants"], error: "not_found" });
});

test.each(NAMES)("contains only compiled files that import declared dependencies (%s)", (name) => {
  const directory = path.join(project, "node_modules/@docket", name);
  const { dependencies } = readManifest(directory);
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(10);
  for (const { parentPath, name: file } of files) {
    expect(file).toMatch(/^(?:[^.]+\.js|[^.]+\.d\.ts|package\.json|LICENSE)$/);
    const text = readFileSync(path.join(parentPath, file), "utf8");
    for (const [, specifier = ""] of text.matchAll(/\b(?:from |import |import\()["']([^"']+)["']/g)) {
      const [, dependency = ""] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier) ?? [];
      if (!specifier.startsWith(".")) expect(Object.keys(dependencies ?? {}), file).toContain(dependency);
    }
  }
});
