import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isAtLeast } from "./node-version.mjs";

const scripts = fileURLToPath(new URL("..", import.meta.url));
let checkout: string;

/**
 * Creates a repository with a space in its path. It contains a fake npx (the program that starts pnpm and Turbo), which
 * counts how often the client is generated.
 */
beforeEach(() => {
  checkout = join(mkdtempSync(join(tmpdir(), "docket-prepare-")), "a checkout");
  cpSync(scripts, join(checkout, "scripts"), { recursive: true });
  for (const folder of ["apps", "packages/db/src", "prisma"]) mkdirSync(join(checkout, folder), { recursive: true });
  cpSync(join(scripts, "../package.json"), join(checkout, "package.json"));
  writeFileSync(join(checkout, "packages/db/package.json"), "{}");
  writeFileSync(join(checkout, "prisma/schema.prisma"), "one");
  mkdirSync(join(checkout, "bin"));
  writeFileSync(join(checkout, "bin/npx"), `#!/bin/sh\nexec "${process.execPath}" step.mjs "$@"\n`, { mode: 0o755 });
  generateWith(`
    mkdirSync("packages/db/src/generated", { recursive: true });
    writeFileSync("packages/db/src/generated/client.ts", "");
    appendFileSync("runs", "x");
  `);
});

afterEach(() => rmSync(join(checkout, ".."), { recursive: true, force: true }));

function generateWith(code: string) {
  const head = 'import { appendFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";\n';
  writeFileSync(join(checkout, "step.mjs"), head + code);
}

const prepareSource = 'await (await import("./scripts/prepare/prepare.mjs")).prepare(["generate"])';
const command = ["--input-type=module", "-e", prepareSource];
const inCheckout = () => ({
  cwd: checkout,
  env: { ...process.env, PATH: [join(checkout, "bin"), process.env["PATH"]].join(delimiter) },
});
const prepare = () => spawnSync(process.execPath, command, { ...inCheckout(), encoding: "utf8" });
const runs = () => readFileSync(join(checkout, "runs"), "utf8").length;

test("compares versions as numbers", () => {
  expect(isAtLeast("20.19.0", "20.19")).toBe(true);
  expect(isAtLeast("20.9.0", "20.19")).toBe(false);
  expect(isAtLeast("22.0.0", "20.19")).toBe(true);
  expect(isAtLeast("8.99.99", "20.19")).toBe(false);
});

test("a bundled program rejects an old Node version before Node parses the program", () => {
  const folder = join(checkout, "..");
  writeFileSync(join(folder, "source.ts"), 'console.log("ran");');
  const target = join(folder, "bundle/tool.mjs");
  spawnSync(process.execPath, [join(scripts, "bundle.mjs"), join(folder, "source.ts"), target]);
  expect(spawnSync(process.execPath, [target], { encoding: "utf8" }).stdout).toBe("ran\n");

  writeFileSync(join(folder, "bundle/program.mjs"), "syntax from the future");
  expect(runWithOldNode([target])).toEqual({ status: 1, stderr: rejection });
});

test("the commands in package.json reject an old Node version before Node parses the commands", () => {
  writeFileSync(join(checkout, "scripts/commands.mjs"), "syntax from the future");
  expect(runWithOldNode([join(checkout, "scripts/run.mjs"), "start"])).toEqual({ status: 1, stderr: rejection });
});

const rejection = expect.stringMatching(/^Docket needs Node \S+ or newer, and this is 18\.20\.8: .+\n$/) as string;

/** Runs Node with a module that makes it report an old version. */
function runWithOldNode(args: string[]) {
  const oldNode = join(checkout, "../old-node.cjs");
  const versions = '{ ...process.versions, node: "18.20.8" }';
  writeFileSync(oldNode, `Object.defineProperty(process, "versions", { value: ${versions} });`);
  const { status, stderr } = spawnSync(process.execPath, ["--require", oldNode, ...args], { encoding: "utf8" });
  return { status, stderr };
}

test("runs a step once, and again if an input has changed, or its output is missing or was written by another command", () => {
  expect(prepare().stdout).toContain("Generating the database client: done");
  expect(prepare()).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(runs()).toBe(1);

  writeFileSync(join(checkout, "prisma/schema.prisma"), "two");
  prepare();
  expect(runs()).toBe(2);

  rmSync(join(checkout, "packages/db/src/generated"), { recursive: true });
  prepare();
  expect(runs()).toBe(3);

  utimesSync(join(checkout, "packages/db/src/generated/client.ts"), 0, 0);
  prepare();
  expect(runs()).toBe(4);
});

test("prints the output of a failed step, exits with 1, and runs the step again the next time", () => {
  generateWith(`
    if (!existsSync("fixed")) { console.error("no such model"); process.exit(7); }
    mkdirSync("packages/db/src/generated", { recursive: true });
    writeFileSync("packages/db/src/generated/client.ts", "");
  `);
  const { status, stderr } = prepare();
  expect(status).toBe(1);
  expect(stderr).toContain("no such model");
  expect(stderr).toContain("Generating the database client failed (exit code 7).");

  writeFileSync(join(checkout, "fixed"), "");
  expect(prepare().status).toBe(0);
});

test("two concurrent commands run a step only once", async () => {
  generateWith(`
    appendFileSync("runs", "x");
    await new Promise((resolve) => setTimeout(resolve, 300));
    mkdirSync("packages/db/src/generated", { recursive: true });
    writeFileSync("packages/db/src/generated/client.ts", "");
  `);
  writeFileSync(join(checkout, "prisma/schema.prisma"), "two");
  const codes = [1, 2].map(() => {
    const child = spawn(process.execPath, command, { ...inCheckout(), stdio: "ignore" });
    return new Promise((resolve) => child.once("close", resolve));
  });
  expect(await Promise.all(codes)).toEqual([0, 0]);
  expect(runs()).toBe(1);
});

test("a terminating signal ends the step", async () => {
  generateWith(`
    process.on("SIGTERM", () => { writeFileSync("ended", ""); process.exit(); });
    writeFileSync("started", "");
    setInterval(() => {}, 1000);
  `);
  const child = spawn(process.execPath, command, { ...inCheckout(), stdio: "ignore" });
  await expect.poll(() => existsSync(join(checkout, "started"))).toBe(true);
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill("SIGTERM");
  expect(await ended).toBe(143);
  await expect.poll(() => existsSync(join(checkout, "ended"))).toBe(true);
});
