import { defineConfig } from "vitest/config";
import type { InlineConfig } from "vitest/node";

/** The options of all test runs. */
export const testOptions: InlineConfig = {
  exclude: ["**/node_modules/**", "**/dist/**", "**/.next/**", "**/generated/**"],
  globalSetup: ["scripts/testing/temporary-directory.mjs", "packages/db/src/testing/server.ts"],
  setupFiles: ["packages/db/src/testing/quiet-console.ts", "packages/db/src/testing/restore-stubs.ts"],
  unstubGlobals: true,
  unstubEnvs: true,
  pool: "forks",
  // Modules are loaded once per worker, because loading Prisma and zod for every file took longer than running the
  // tests.
  isolate: false,
  // Generous, because machines can be busy. Speed is measured by the benchmark, not by the tests.
  testTimeout: 180_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 30_000 } },
  teardownTimeout: 30_000,
  // Tests wait for the database most of the time.
  maxWorkers: 4,
  // A run without a zone of its own has the same one on every machine. See vitest.time.config.ts for others.
  env: { TZ: process.env["TZ"] || "UTC", NODE_ENV: "test" },
};

/** All test files. */
export const testFiles = ["packages/**/*.test.{ts,tsx}", "apps/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"];

export default defineConfig({ test: { ...testOptions, include: testFiles } });
