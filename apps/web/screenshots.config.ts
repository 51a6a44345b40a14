import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config.ts";

/** Takes pictures of the main screens instead of testing them: `pnpm screenshots`. */
export default defineConfig(journeys, { testMatch: "*.screens.ts" });
