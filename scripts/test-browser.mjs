// `pnpm test:browser [Playwright arguments]`: prepares and builds, then runs the browser tests in this process.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare } = await import("./prepare.mjs");
const { enterTemporaryDirectory } = await import("./temporary-directory.mjs");
await prepare(["install", "generate", "build"]);

// The data of the tested installation is deleted after the run. To keep it, set BROWSER_TEST_DATA to a directory.
enterTemporaryDirectory("browser");
process.env.BROWSER_TEST_DATA ??= mkdtempSync(join(tmpdir(), "docket-browser-"));

process.chdir("apps/web");
process.argv = [...process.argv.slice(0, 2), "test", ...process.argv.slice(2)];
await import(new URL("../apps/web/node_modules/@playwright/test/cli.js", import.meta.url).href);
