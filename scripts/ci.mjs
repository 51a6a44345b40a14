// Not a package script, because the steps have time limits, and reports whose counts are added up.
// Runs all steps of .ci/run, even if one has failed, and prints their durations and the total counts at the end.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { requireNode } from "./prepare/node-version.mjs";

requireNode();
const { root } = await import("./prepare/prepare.mjs");
const { runGroup } = await import("./prepare/process-group.mjs");
process.chdir(root);
mkdirSync(".docket", { recursive: true });

const vitestReport = ".docket/vitest.json";
// Absolute, because Playwright runs in another directory.
const playwrightReport = join(root, ".docket/playwright.json");
/** Turbo writes a summary with an unpredictable name into this directory. */
const checkReport = ".turbo/runs";
const archiveReport = ".docket/archive.json";
// The browser tests use both: the headless shell is faster, but doesn't show notifications; see
// apps/web/playwright.config.ts.
const browsers = ["chromium", "chromium-headless-shell"];
const pgBouncer = "/usr/sbin/pgbouncer";
/** The zone of the whole suite, ahead of UTC. The suite for time and the browser tests run in others. */
const SUITE_ZONE = "Pacific/Auckland";
const vitestStep = {
  command: ["npm", "test", "--", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`],
  minutes: 14,
  report: vitestReport,
  count: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
};

/** Returns the step that runs the short form of a proof; see docs/proof.md. */
function proofStep(name) {
  const command = ["node", "scripts/run.mjs", `proof:${name}`, "--short"];
  return { command, minutes: 5, report: `.docket/proof-${name}.json`, count: (report) => report };
}

/**
 * A step. `report` is the file with the step's counts, or a directory that contains only this file; a step without a
 * report counts as one test. `missing` is a file without which the step is skipped with a message. An `optional` step
 * is allowed to fail, in which case the steps that need it are skipped.
 * @typedef {{ title: string, command: string[], minutes: number, env?: Record<string, string>, missing?: string, optional?: boolean, report?: string, count?: (report: any) => { passed: number, failed: number } }} Step
 */

/**
 * The steps in order. In a list of steps, the first runs beside the others.
 * @type {(Step | [Step, ...Step[]])[]}
 */
const steps = [
  ...(existsSync(pgBouncer)
    ? []
    : [
        { title: "PgBouncer", command: ["scripts/install-debian-package.sh", "pgbouncer"], minutes: 3, optional: true },
      ]),
  // Not in UTC, so that a day of the process's zone or of UTC is found wherever the suite doesn't expect it.
  { ...vitestStep, title: "Suite", env: { TZ: SUITE_ZONE } },
  {
    title: "Checks",
    command: ["node", "scripts/run.mjs", "check", "--summarize"],
    minutes: 5,
    report: checkReport,
    count: ({ execution }) => ({ passed: execution.success + execution.cached, failed: execution.failed }),
  },
  { title: "Build", command: ["node", "scripts/run.mjs", "build"], minutes: 8 },
  // The durability faults are mostly waiting, so other steps that don't measure times run beside them.
  [
    { ...proofStep("durability"), title: "Faults" },
    {
      title: "Archive",
      command: ["node", "scripts/run.mjs", "test:archive"],
      minutes: 6,
      report: archiveReport,
      count: (report) => report,
    },
    {
      ...vitestStep,
      title: "Time",
      command: ["npm", "run", "test:time", "--", `--project=!${SUITE_ZONE}`, ...vitestStep.command.slice(3)],
      minutes: 10,
    },
    {
      ...vitestStep,
      // Only the parts that can depend on a database session: commands and the change log, LISTEN, locks, leases and
      // counters.
      title: "Core behind PgBouncer",
      command: [
        ...vitestStep.command,
        ...["log", "runtime/limit", "runtime/notifier"].map((part) => `packages/core/src/${part}`),
      ],
      minutes: 5,
      env: { TEST_DATABASE_POOLER: "transaction" },
      missing: pgBouncer,
    },
  ],
  { ...proofStep("attack"), title: "Attack" },
  ...browsers
    .filter((name) => !process.env.CHROMIUM_PATH && !existsSync(`/usr/bin/${name}`))
    .map((name) => ({
      title: name,
      command: ["scripts/install-debian-package.sh", name],
      minutes: 8,
      optional: name !== "chromium",
    })),
  {
    title: "Browser",
    command: ["node", "scripts/run.mjs", "test:browser", "--reporter=list,json"],
    minutes: 20,
    report: playwrightReport,
    count: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  },
];

const total = { passed: 0, failed: 0 };
const times = [];
for (const step of steps) {
  if (Array.isArray(step)) await runBeside(...step);
  else await runVisibly(step);
}

console.log(`\n${times.join(" · ")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/**
 * Runs a step beside others, and prints its output after theirs.
 * @param {Step} first
 * @param {Step[]} others
 */
async function runBeside(first, ...others) {
  const file = `.docket/${first.title.toLowerCase()}.log`;
  const output = openSync(file, "w");
  const running = run(first, output);
  for (const step of others) await runVisibly(step);
  await running;
  closeSync(output);
  console.log(`\n── ${first.title}\n${readFileSync(file, "utf8")}`);
}

/** @param {Step} step */
async function runVisibly(step) {
  console.log(`\n── ${step.title}`);
  if (step.missing && !existsSync(step.missing))
    console.log(`${step.title}: skipped, because there is no ${step.missing}.`);
  else await run(step, "inherit");
}

/**
 * Runs a step, and adds its duration and counts to the totals.
 * @param {Step} step
 * @param {"inherit" | number} output
 */
async function run({ title, command, minutes, env, optional, report, count }, output) {
  if (report) rmSync(report, { recursive: true, force: true });
  const startedAt = Date.now();
  const failure = await runGroup(command, {
    output,
    limit: minutes * 60_000,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport, ...env },
  });
  if (failure) console.error(`${title}: ${failure}`);
  times.push(`${title} ${Math.round((Date.now() - startedAt) / 1000)} s`);

  if (failure && optional) return;

  const read = report && existsSync(report) ? readReport(report) : null;
  const counted = count && read ? count(read) : null;
  const { passed, failed } = counted ?? { passed: failure || report ? 0 : 1, failed: 0 };
  total.passed += passed;
  // A step that fails without a failed test, because it crashed, timed out or left no report, counts as one failure.
  total.failed += (failure || (report && !counted)) && failed === 0 ? 1 : failed;
}

/** Reads a report, which is the only file if `path` is a directory. */
function readReport(path) {
  if (!statSync(path).isDirectory()) return JSON.parse(readFileSync(path, "utf8"));
  const [file] = readdirSync(path);
  return file === undefined ? null : JSON.parse(readFileSync(join(path, file), "utf8"));
}
