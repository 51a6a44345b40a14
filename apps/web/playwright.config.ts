import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

/** Tests that run at a time. Each has an installation of its own, because its journeys share one account and take turns. */
const WORKERS = 2;
// In the environment, because the workers read this file again and must come to the same answers.
const firstPort = Number((process.env["BROWSER_TEST_PORT"] ??= String(20_000 + (process.pid % 20_000))));
const directory = (process.env["BROWSER_TEST_DATA"] ??= mkdtempSync(join(tmpdir(), "docket-browser-")));

function installation(index: number) {
  const port = firstPort + index;
  return { port, address: `http://127.0.0.1:${port}`, data: join(directory, String(index)) };
}

const own = installation(Number(process.env["TEST_PARALLEL_INDEX"] ?? 0));
/** The data directory of the installation under test. */
export const DATA = own.data;
/** Where it is served. */
export const ADDRESS = own.address;
/** What the servers of journeys find around them. */
export const ENVIRONMENT = process.env;

export default defineConfig({
  testDir: "journeys",
  testMatch: "*.journey.ts",
  outputDir: "test-results",
  timeout: 120_000,
  forbidOnly: process.env["CI"] !== undefined,
  // A machine that is shared may stall for seconds: what passes only then is reported as flaky, and has to be looked at.
  retries: process.env["CI"] === undefined ? 0 : 1,
  // Signing in and loading a page may take longer than the usual five seconds together on a busy machine; nothing here measures speed.
  expect: { timeout: 15_000 },
  workers: WORKERS,
  use: {
    baseURL: ADDRESS,
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    // Recording costs a sixth of the time, so a run that repeats failed tests records only those.
    trace: process.env["CI"] === undefined ? "retain-on-failure" : "on-first-retry",
    // A control that is not there is not coming: the test need not wait for its own end.
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
    },
  },
  webServer: Array.from({ length: WORKERS }, (_, index) => {
    const { port, address, data } = installation(index);
    return {
      command: "node ../server/dist/main.js",
      url: `${address}/readyz`,
      env: {
        HOST: "127.0.0.1",
        PORT: String(port),
        DOCKET_DATA: data,
        NODE_ENV: "production",
        TRUSTED_PROXIES: "1",
      },
      timeout: 60_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    };
  }),
});
