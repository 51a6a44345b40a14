import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Configuration for measuring how fast pages answer (`npm run bench:browser`). */
export default defineConfig(journeys, {
  testMatch: "*.speed.ts",
  timeout: 1_800_000,
  workers: 1,
  reporter: "line",
  use: { trace: "off" },
});
