import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

// In the environment, because the workers read this file again and must come to the same answers.
const port = (process.env["BROWSER_TEST_PORT"] ??= String(20_000 + (process.pid % 20_000)));
/** The data directory of the installation under test. */
export const DATA = (process.env["BROWSER_TEST_DATA"] ??= mkdtempSync(join(tmpdir(), "docket-browser-")));
/** What the servers of journeys find around them. */
export const ENVIRONMENT = process.env;
/** Where it is served. */
export const ADDRESS = `http://127.0.0.1:${port}`;

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
  // One server with one database: journeys take turns.
  workers: 1,
  use: {
    baseURL: ADDRESS,
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    trace: "retain-on-failure",
    // A control that is not there is not coming: the test need not wait for its own end.
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
    },
  },
  webServer: {
    command: "node ../server/dist/main.js",
    url: `${ADDRESS}/readyz`,
    env: { HOST: "127.0.0.1", PORT: port, DOCKET_DATA: DATA, NODE_ENV: "production", TRUSTED_PROXIES: "1" },
    timeout: 60_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
  },
});
