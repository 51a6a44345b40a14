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
const needsChromium = !existsSync("/usr/bin/chromium") && !process.env.CHROMIUM_PATH;

/**
 * Each step: its command, how long it may take, and where it leaves its counts; a step without counts is one of them itself.
 * @type {{ title: string, command: string[], minutes: number, report?: string, count?: (report: any) => { passed: number, failed: number } }[]}
 */
const steps = [
  {
    title: "Suite",
    command: ["npm", "test", "--", "--reporter=default", "--reporter=json", `--outputFile.json=${vitestReport}`],
    minutes: 14,
    report: vitestReport,
    count: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
  },
  {
    title: "Checks",
    command: ["node", "scripts/check.mjs"],
    minutes: 5,
    report: checkReport,
    count: (report) => report,
  },
  { title: "Build", command: ["node", "scripts/build.mjs"], minutes: 8 },
  ...(needsChromium ? [{ title: "Chromium", command: ["scripts/install-chromium.sh"], minutes: 8 }] : []),
  {
    title: "Browser",
    command: ["node", "scripts/test-browser.mjs", "--reporter=list,json"],
    minutes: 10,
    report: playwrightReport,
    count: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  },
];

const total = { passed: 0, failed: 0 };
const times = [];
for (const { title, command, minutes, report, count } of steps) {
  console.log(`\n── ${title}`);
  if (report) rmSync(report, { force: true });
  const startedAt = Date.now();
  const failure = await runGroup(command, {
    output: "inherit",
    limit: minutes * 60_000,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
  });
  if (failure) console.error(`${title}: ${failure}`);
  times.push(`${title} ${Math.round((Date.now() - startedAt) / 1000)} s`);

  const counted = report && count && existsSync(report) ? count(JSON.parse(readFileSync(report, "utf8"))) : null;
  const { passed, failed } = counted ?? { passed: failure ? 0 : 1, failed: 0 };
  total.passed += passed;
  // A step that fails without a failed test (it crashed, it ran out of time) is itself what failed.
  total.failed += failure && failed === 0 ? 1 : failed;
}

console.log(`\n${times.join(" · ")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
