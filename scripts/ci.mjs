// What .ci/run runs: each step even when an earlier one failed, with its time, and the sum of all counts at the end.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { requireNode } from "./node-version.mjs";

requireNode();
const { root } = await import("./prepare.mjs");
const { runGroup } = await import("./process-group.mjs");
process.chdir(root);
mkdirSync(".docket", { recursive: true });

const vitestReport = ".docket/vitest.json";
// Absolute, because that runner works in a folder of its own.
const playwrightReport = join(root, ".docket/playwright.json");
const checkReport = ".docket/check.json";
const archiveReport = ".docket/archive.json";
const needsChromium = !existsSync("/usr/bin/chromium") && !process.env.CHROMIUM_PATH;
const pgBouncer = "/usr/sbin/pgbouncer";
const vitestStep = {
  command: ["npm", "test", "--", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`],
  minutes: 14,
  report: vitestReport,
  count: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
};

/** The short form of a proof; see docs/proof.md. */
function proofStep(name) {
  const command = ["node", "scripts/proof.mjs", name, "--short"];
  return { command, minutes: 5, report: `.docket/proof-${name}.json`, count: (report) => report };
}

/**
 * Each step: its command, how long it may take, and where it leaves its counts; a step without counts is one of them itself. A step whose
 * `missing` file is not there is left out, in words; what is `optional` may fail, because those steps are then left out.
 * @type {{ title: string, command: string[], minutes: number, env?: Record<string, string>, missing?: string, optional?: boolean, report?: string, count?: (report: any) => { passed: number, failed: number } }[]}
 */
const steps = [
  ...(existsSync(pgBouncer)
    ? []
    : [
        { title: "PgBouncer", command: ["scripts/install-debian-package.sh", "pgbouncer"], minutes: 3, optional: true },
      ]),
  { ...vitestStep, title: "Suite" },
  {
    ...vitestStep,
    // What could lean on a session: commands and their log, LISTEN, locks, leases, counters. The rest differs in nothing.
    title: "Core behind PgBouncer",
    command: [
      ...vitestStep.command,
      ...["command", "change", "limit", "security"].map((part) => `packages/core/src/${part}`),
    ],
    minutes: 5,
    env: { TEST_DATABASE_POOLER: "transaction" },
    missing: pgBouncer,
  },
  {
    title: "Checks",
    command: ["node", "scripts/check.mjs"],
    minutes: 5,
    report: checkReport,
    count: (report) => report,
  },
  { title: "Build", command: ["node", "scripts/build.mjs"], minutes: 8 },
  {
    title: "Archive",
    command: ["node", "scripts/test-archive.mjs"],
    minutes: 6,
    report: archiveReport,
    count: (report) => report,
  },
  { ...proofStep("attack"), title: "Attack" },
  { ...proofStep("durability"), title: "Faults" },
  ...(needsChromium
    ? [{ title: "Chromium", command: ["scripts/install-debian-package.sh", "chromium"], minutes: 8 }]
    : []),
  {
    title: "Browser",
    command: ["node", "scripts/test-browser.mjs", "--reporter=list,json"],
    minutes: 17,
    report: playwrightReport,
    count: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  },
];

const total = { passed: 0, failed: 0 };
const times = [];
for (const { title, command, minutes, env, missing, optional, report, count } of steps) {
  console.log(`\n── ${title}`);
  if (missing && !existsSync(missing)) {
    console.log(`${title}: skipped, because there is no ${missing}.`);
    continue;
  }
  if (report) rmSync(report, { force: true });
  const startedAt = Date.now();
  const failure = await runGroup(command, {
    output: "inherit",
    limit: minutes * 60_000,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport, ...env },
  });
  if (failure) console.error(`${title}: ${failure}`);
  times.push(`${title} ${Math.round((Date.now() - startedAt) / 1000)} s`);

  if (failure && optional) continue;

  const counted = report && count && existsSync(report) ? count(JSON.parse(readFileSync(report, "utf8"))) : null;
  const { passed, failed } = counted ?? { passed: failure ? 0 : 1, failed: 0 };
  total.passed += passed;
  // A step that fails without a failed test (it crashed, it ran out of time) is itself what failed.
  total.failed += failure && failed === 0 ? 1 : failed;
}

console.log(`\n${times.join(" · ")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
