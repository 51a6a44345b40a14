// Not package scripts, because a fresh clone has neither the packages nor pnpm, which would run such scripts.
// The commands of package.json that prepare the repository first. Programs run in this process if possible, so that
// they receive the signals and set the exit code themselves.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { createArchive } from "./package/archive.mjs";
import { prepare, root, tool, turboRun } from "./prepare/prepare.mjs";
import { runGroup } from "./prepare/process-group.mjs";
import { enterTemporaryDirectory } from "./testing/temporary-directory.mjs";

/** @type {Record<string, (args: string[]) => unknown>} */
const commands = {
  start: startServer,
  dev: startFromSources,
  test: runTests,
  "test:time": (args) => runTests(["--config", "vitest.time.config.ts", ...args]),
  docket: runCommandLine,
  generate: () => prepare(["install", "generate"]),
  typecheck: (args) => runTurbo(["typecheck", ...args]),
  check: (args) => runTurbo(["check", "--continue", "--output-logs=errors-only", ...args]),
  build: () => prepare(["install", "build"]),
  "build:cli": () => prepare(["install", "cli"]),
  package: packArchive,
  "package:npm": packNpmPackages,
  bench: runBenchmark,
  "proof:attack": (args) => runProof("attack", args),
  "proof:durability": (args) => runProof("durability", args),
  "proof:recurrence": (args) => runProof("recurrence", args),
  "test:browser": runBrowserTests,
  "test:archive": testArchive,
};

/**
 * Runs a command. Sets the exit code of this process.
 * @param {string | undefined} name
 * @param {string[]} args
 */
export async function runCommand(name, args) {
  if (name && Object.hasOwn(commands, name)) return commands[name](args);
  console.error(`There is no command "${name ?? ""}". The commands are ${Object.keys(commands).join(", ")}.`);
  process.exitCode = 1;
}

/** `npm start` */
async function startServer() {
  await prepare(["install", "build"]);
  process.setSourceMapsEnabled(true);
  process.env.NODE_ENV = process.env.NODE_ENV || "production";
  await importFile("apps/server/dist/main.js");
}

/**
 * `npm run dev`: runs the server from its sources. Page changes are applied without a reload. Other changes restart the
 * server and its database.
 */
async function startFromSources() {
  await prepare(["install", "generate"]);
  const watch = ["watch", "--clear-screen=false", "--exclude", "../web/.next/**", "src/main.ts"];
  const server = spawn(tool("tsx"), watch, {
    cwd: path.join(root, "apps/server"),
    env: { ...process.env, NODE_ENV: "development" },
    stdio: "inherit",
  });
  // The terminal sends signals to both processes. This one exits after the server has exited.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => server.kill(signal));
  server.on("exit", (code) => (process.exitCode = code ?? 1));
}

/** `npm test [-- Vitest arguments]`, and with the configuration of the suite for time `npm run test:time` */
async function runTests(args) {
  await prepare(["install", "generate"]);
  process.argv.splice(2, process.argv.length, "run", ...args);
  await importFile("node_modules/vitest/vitest.mjs");
}

/** `npm run docket -- …`: builds the command line if it is out of date, then runs it in this process. */
async function runCommandLine() {
  // Builds in a child process that prints to stderr, because stdout is reserved for the result of the command.
  const build = [path.join(root, "scripts/run.mjs"), "build:cli"];
  const { status } = spawnSync(process.execPath, build, { stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(status || 1);

  // Paths are relative to the user's working directory, but the default data directory is the same as for `npm start`.
  process.env.DOCKET_DATA = path.resolve(root, process.env.DOCKET_DATA || "data");
  process.chdir(process.env.INIT_CWD || process.cwd());
  await importFile("apps/cli/dist/docket.mjs");
}

/** Generates the client first, because only one command at a time may write the generated files. */
async function runTurbo(args) {
  await prepare(["install", "generate"]);
  const failure = await runGroup([...turboRun, ...args], { output: "inherit" });
  process.exitCode = failure === null ? 0 : 1;
}

/** `npm run package [-- directory]` */
async function packArchive(args) {
  const [directory = "dist"] = args;
  await prepare(["install", "build"]);
  console.log(`Packed ${await createArchive(path.resolve(directory))}`);
}

/**
 * `npm run package:npm [-- directory]`: creates the npm packages of the client and the schemas, for programs outside
 * the repository.
 */
async function packNpmPackages(args) {
  const [directory = "dist"] = args;
  await prepare(["install", "generate"]);
  const builds = ["client", "schema"].map((name) => `./packages/${name}/dist`);
  // When Turbo restores a build from its cache, it does not remove the files of a previous build.
  for (const build of builds) rmSync(build, { recursive: true, force: true });
  const [program, ...turboArgs] = [...turboRun, "build:npm", "--output-logs=errors-only"];
  execFileSync(program, turboArgs, { stdio: "inherit" });
  mkdirSync(directory, { recursive: true });
  execFileSync("npm", ["pack", ...builds, "--pack-destination", directory, "--loglevel=error"], { stdio: "inherit" });
}

/**
 * `npm run bench -- [--quick] [--only list,get]` measures requests to the production build. With `--adapter`, it
 * compares Docket's own tRPC adapter with the library's. `npm run bench -- search` measures search among a million
 * tasks, `npm run bench -- large [--rows 1000000]` lists and counts in a large project, `npm run bench -- snapshot` the
 * snapshots of projects, `npm run bench -- pushes` the queue of push notifications, and `npm run bench -- replica` the
 * replica engine, all without a server. `npm run bench -- reminders` measures the delivery of 10,000 reminders, and `npm
 * run bench -- streams` the delivery of changes to many live streams.
 */
async function runBenchmark(args) {
  const [first, ...rest] = args;
  const isWithoutServer = ["search", "large", "snapshot", "pushes", "replica"].includes(first);
  const isOther = isWithoutServer || first === "reminders" || first === "streams";
  await prepare(["install", isWithoutServer ? "generate" : "build"]);
  const removeTemporaryDirectory = enterTemporaryDirectory("bench", tmpdir());
  runScript(isOther ? [`scripts/bench/${first}.ts`, ...rest] : ["scripts/bench/run.ts", ...args]);
  await removeTemporaryDirectory();
}

/** `npm run proof:attack -- [--short] [--seed 7]`: tries to break the production build. See docs/proof.md. */
async function runProof(name, args) {
  await prepare(["install", "build"]);
  runScript([`scripts/proof/${name}/run.ts`, ...args]);
}

/** `npm run test:browser [-- Playwright arguments]` */
async function runBrowserTests() {
  await prepare(["install", "build"]);
  // The data of the tested installation is deleted after the run. To keep it, set BROWSER_TEST_DATA to a directory.
  enterTemporaryDirectory("browser");
  process.env.BROWSER_TEST_DATA ??= mkdtempSync(path.join(tmpdir(), "docket-browser-"));
  process.chdir("apps/web");
  process.argv.splice(2, 0, "test");
  await importFile("apps/web/node_modules/@playwright/test/cli.js");
}

/** Creates the archive and tests it in an environment that contains only Node. */
async function testArchive() {
  await prepare(["install", "build"]);
  const removeTemporaryDirectory = enterTemporaryDirectory("archive");
  try {
    runScript(["scripts/package/check.ts", await createArchive(path.join(tmpdir(), "packed"))]);
  } finally {
    await removeTemporaryDirectory();
  }
}

/**
 * Runs a TypeScript file and sets the exit code to its exit code.
 * @param {string[]} script path from the root of the repository, and arguments
 */
function runScript(script) {
  const { status } = spawnSync(tool("tsx"), script, { stdio: "inherit" });
  process.exitCode = status ?? 1;
}

/** @param {string} file path from the root of the repository */
function importFile(file) {
  return import(pathToFileURL(path.join(root, file)).href);
}
