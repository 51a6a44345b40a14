// Prepares the repository for running, executing only the steps that are out of date. It uses only Node's own modules,
// because it runs before the packages are installed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { filesAt } from "./files.mjs";
import { withLock } from "./lock.mjs";
import { runQuietly } from "./run-quietly.mjs";

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

const { devEngines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const manager = devEngines.packageManager;

/**
 * The command line of the pinned pnpm. It uses npx, so that pnpm does not have to be installed first. After the first
 * download, it needs no network.
 */
const pnpm = ["npx", "--yes", "--prefer-offline", `${manager.name}@${manager.version}`];

/** The command line of `turbo run`. It is started by pnpm, because Turbo needs pnpm to run the packages' scripts. */
export const turboRun = [...pnpm, "exec", "turbo", "run"];

/**
 * Returns the path of an installed command line tool.
 * @param {string} name
 */
export const tool = (name) => join(root, "node_modules/.bin", name);

/** Inputs of every build, in addition to its sources. */
const building = [
  "package.json",
  "pnpm-lock.yaml",
  "turbo.json",
  "tsconfig.base.json",
  "prisma",
  "prisma.config.ts",
  "scripts/bundle.mjs",
  "scripts/prepare/node-version.mjs",
];

/**
 * The steps. `title` is shown while a step runs. `inputs` are the paths whose content determines whether the step is
 * out of date. `outputs` are the files that it must create. `advice` is shown if it fails. For all steps except the
 * installation, Turbo determines what has to run. Their inputs are listed here only because comparing them is faster
 * than starting Turbo.
 */
const steps = {
  install: {
    title: "Installing packages",
    command: [...pnpm, "install", "--frozen-lockfile"],
    inputs: ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests()],
    outputs: ["node_modules/.modules.yaml"],
    advice: "Check that the npm registry can be reached from here, then run the command again.",
  },
  generate: {
    title: "Generating the database client",
    command: [...turboRun, "generate", "--output-logs=errors-only"],
    inputs: ["prisma", "prisma.config.ts", "pnpm-lock.yaml", "turbo.json", "packages/db/package.json"],
    outputs: ["packages/db/src/generated/client.ts"],
    advice: "The models in prisma/ could not be turned into a client; the message above says where.",
  },
  build: {
    title: "Building",
    command: [...turboRun, "build", "--output-logs=errors-only"],
    inputs: ["apps", "packages", ...building],
    outputs: ["apps/server/dist/main.js", "apps/cli/dist/docket.mjs", "apps/web/.next/BUILD_ID"],
    advice: "The message above names the file to look at.",
  },
  cli: {
    title: "Building the command line",
    command: [...turboRun, "build", "--filter=@docket/cli", "--output-logs=errors-only"],
    inputs: ["apps/cli", "packages", ...building],
    outputs: ["apps/cli/dist/docket.mjs"],
    advice: "The message above names the file to look at.",
  },
};

/**
 * Runs the named steps in order. Skips a step if neither its inputs nor its outputs have changed since its last
 * success. If a step fails, prints the end of its log and exits with code 1.
 * @param {(keyof typeof steps)[]} names
 */
export async function prepare(names) {
  process.chdir(root);
  mkdirSync(".docket", { recursive: true });
  if (names.every((name) => isFresh(name))) return;
  await withLock(".docket/lock", async () => {
    for (const name of names) await refresh(name);
  });
}

const stampOf = (name) => join(".docket", `${name}.stamp`);

function isFresh(name) {
  const { inputs, outputs } = steps[name];
  const stamp = stampOf(name);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === stampText(fingerprint(inputs), outputs);
}

async function refresh(name) {
  if (isFresh(name)) return;
  const { title, command, inputs, outputs, advice } = steps[name];
  // Computed before the step, so that a change made while it runs makes it out of date again.
  const inputsNow = fingerprint(inputs);
  rmSync(stampOf(name), { force: true });
  await runQuietly({ title, command, log: join(".docket", `${name}.log`), advice });
  const missing = outputs.find((path) => !existsSync(path));
  if (missing) throw new Error(`${title} ended well and left no ${missing}.`);
  writeFileSync(stampOf(name), stampText(inputsNow, outputs));
}

/**
 * Returns the content of a stamp: the digest of the inputs, and the modification times of the outputs, because other
 * commands may run the same Turbo tasks with other inputs.
 */
function stampText(inputsDigest, outputs) {
  return [inputsDigest, ...outputs.map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs)].join(" ");
}

/**
 * Returns a digest of the Node version and platform, and of the names and contents of all files at `paths`. Missing
 * paths count as empty.
 */
function fingerprint(paths) {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch} ${process.versions.modules}\n`);
  for (const path of filesAt(paths)) hash.update(`${path}\n`).update(readFileSync(path)).update("\n");
  return hash.digest("hex");
}

function manifests() {
  return ["apps", "packages"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => relative(root, join(root, folder, name, "package.json"))),
  );
}
