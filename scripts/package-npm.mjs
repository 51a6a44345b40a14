// `npm run package:npm [-- directory]`: creates the npm packages of the client and the schemas, for programs outside
// the repository.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { requireNode } from "./node-version.mjs";

requireNode();
const output = resolve(process.argv[2] ?? "dist");
const { pnpm, prepare } = await import("./prepare.mjs");
await prepare(["install", "generate"]);

const builds = ["client", "schema"].map((name) => `./packages/${name}/dist`);
// When Turbo restores a build from its cache, it does not remove the files of a previous build.
for (const build of builds) rmSync(build, { recursive: true, force: true });
run([...pnpm, "exec", "turbo", "run", "build:npm", "--output-logs=errors-only"]);
mkdirSync(output, { recursive: true });
run(["npm", "pack", ...builds, "--pack-destination", output, "--loglevel=error"]);

/** @param {string[]} command */
function run([program = "", ...args]) {
  execFileSync(program, args, { stdio: "inherit" });
}
