import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

/**
 * Number of tests that run in parallel. Each worker has its own installation, because journeys share one account and
 * therefore run one after another within a worker.
 */
const WORKERS = 2;
// Stored in the environment, because each worker evaluates this file again and must get the same value.
const firstPort = Number((process.env["BROWSER_TEST_PORT"] ??= String(20_000 + (process.pid % 20_000))));
const directory = (process.env["BROWSER_TEST_DATA"] ??= mkdtempSync(join(tmpdir(), "docket-browser-")));

/** A browser to use instead of the ones below. */
const CHROMIUM_PATH = process.env["CHROMIUM_PATH"];
/**
 * Chromium as packaged by Debian. The headless shell renders the same, but has no browser window to keep up to date,
 * and thus takes a quarter less processor time.
 */
const CHROMIUM = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
/** The browser for journeys that show notifications, which the headless shell never does. */
export const FULL_CHROMIUM = CHROMIUM_PATH ?? "/usr/bin/chromium";

function installation(index: number) {
  const port = firstPort + index;
  return { port, address: `http://127.0.0.1:${port}`, data: join(directory, String(index)) };
}

const own = installation(Number(process.env["TEST_PARALLEL_INDEX"] ?? 0));
/** The data directory of the installation under test. */
export const DATA = own.data;
/** The URL of the installation under test. */
export const ADDRESS = own.address;
/** The environment of the servers that journeys start. */
export const ENVIRONMENT = process.env;

export default defineConfig({
  testDir: "journeys",
  testMatch: "*.journey.ts",
  outputDir: "test-results",
  timeout: 120_000,
  forbidOnly: process.env["CI"] !== undefined,
  // A shared machine may stall for seconds. A test that passes only on retry is reported as flaky.
  retries: process.env["CI"] === undefined ? 0 : 1,
  // On a busy machine, signing in and loading a page may take longer than the default of five seconds. Except for the
  // budget tests, journeys do not measure speed.
  expect: { timeout: 15_000 },
  workers: WORKERS,
  use: {
    baseURL: ADDRESS,
    viewport: { width: 1280, height: 800 },
    colorScheme: "light",
    // Without a region, so that weeks begin on Monday.
    locale: "en",
    // The zone of the first account. A browser in another zone is asked which one to use.
    timezoneId: "Europe/Berlin",
    // The headless shell denies writing to the clipboard after a click, which a browser with windows allows.
    permissions: ["clipboard-read", "clipboard-write"],
    // Recording slows tests down by a sixth, so if there are retries, only retried tests are recorded.
    trace: process.env["CI"] === undefined ? "retain-on-failure" : "on-first-retry",
    // A missing control is unlikely to appear later, so do not wait until the test times out.
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: CHROMIUM_PATH ?? CHROMIUM.find(existsSync),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-sync",
        // A swipe over a board is not the browser's gesture for Back.
        "--disable-features=OverscrollHistoryNavigation",
      ],
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
        // Days are those of the account, whatever the zone of the server.
        TZ: "America/Los_Angeles",
      },
      timeout: 60_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    };
  }),
});
