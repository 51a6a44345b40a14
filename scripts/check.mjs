// `pnpm check`: everything about the code that can be said without running it. The checks run side by side.
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { requireNode } from "./node-version.mjs";

requireNode();
const { pnpm, prepare, tool } = await import("./prepare.mjs");
await prepare(["install", "generate"]);

const checks = {
  format: [tool("oxfmt"), "--check", "."],
  lint: [tool("oxlint")],
  types: [...pnpm, "exec", "turbo", "run", "typecheck", "--output-logs=errors-only"],
  "types of the scripts": [tool("tsc"), "-p", "tsconfig.json"],
  boundaries: [tool("turbo"), "boundaries"],
  "unused code": [tool("knip"), "--no-progress"],
  "one version": [tool("sherif")],
  files: [process.execPath, "scripts/check-files.mjs"],
};

const results = await Promise.all(Object.entries(checks).map(([name, command]) => check(name, command)));
const failed = results.filter((isGood) => !isGood).length;
const counts = { passed: results.length - failed, failed };
writeFileSync(".docket/check.json", JSON.stringify(counts));
console.log(`${counts.passed} checks passed, ${counts.failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * Run one command and print a line with its time, and its output when it failed. Tells whether it succeeded.
 * @param {string} name
 * @param {string[]} command
 * @returns {Promise<boolean>}
 */
function check(name, [program, ...args]) {
  const startedAt = Date.now();
  const env = { ...process.env, DO_NOT_TRACK: "1", NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" };
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env });
  /** @type {Buffer[]} */
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.once("error", (error) => output.push(Buffer.from(error.message)));
    child.once("close", (code) => {
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
      if (code !== 0) console.log(Buffer.concat(output).toString());
      resolve(code === 0);
    });
  });
}
