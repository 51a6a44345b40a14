// `pnpm check`: runs all static checks in parallel.
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { requireNode } from "./node-version.mjs";

requireNode();
const { runGroup } = await import("./process-group.mjs");
const { pnpm, prepare, tool } = await import("./prepare.mjs");
await prepare(["install", "generate", "typegen"]);

const checks = {
  format: [tool("oxfmt"), "--check", "."],
  lint: [tool("oxlint")],
  types: [...pnpm, "exec", "turbo", "run", "typecheck", "--continue", "--output-logs=errors-only"],
  "types of the scripts": [tool("tsc"), "-p", "tsconfig.json"],
  boundaries: [tool("turbo"), "boundaries"],
  "unused code": [tool("knip"), "--no-progress"],
  "one version": [tool("sherif")],
  folders: [process.execPath, "scripts/check-folders.mjs"],
  files: [process.execPath, "scripts/check-files.mjs"],
};

const results = await Promise.all(Object.entries(checks).map(([name, command]) => check(name, command)));
const failed = results.filter((isGood) => !isGood).length;
const counts = { passed: results.length - failed, failed };
writeFileSync(".docket/check.json", JSON.stringify(counts));
console.log(`${counts.passed} checks passed, ${counts.failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * Runs one command and prints a line with its duration and, if it failed, its output. Returns whether it succeeded.
 * @param {string} name
 * @param {string[]} command
 */
async function check(name, command) {
  const startedAt = Date.now();
  const log = `.docket/check-${name.replaceAll(" ", "-")}.log`;
  const output = openSync(log, "w");
  const failure = await runGroup(command, { output });
  closeSync(output);
  console.log(`${failure ? "✗" : "✓"} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  if (failure) console.log(readFileSync(log, "utf8"));
  return failure === null;
}
