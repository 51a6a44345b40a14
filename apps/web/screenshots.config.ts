import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Configuration for taking screenshots of the main screens (`pnpm screenshots`). */
export default defineConfig(journeys, { testMatch: "*.screens.ts" });
