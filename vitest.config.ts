import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/**/*.test.{ts,tsx}", "apps/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.next/**", "**/generated/**"],
    globalSetup: ["packages/db/src/testing/server.ts"],
    setupFiles: ["packages/db/src/testing/quiet-console.ts"],
    pool: "forks",
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    // Tests are waiting for the database most of the time.
    maxWorkers: 4,
    env: { TZ: "UTC", NODE_ENV: "test" },
  },
});
