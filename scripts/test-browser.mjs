// `pnpm test:browser [arguments of playwright]`: prepare and build, then become the runner of the browser tests.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare } = await import("./prepare.mjs");
await prepare(["install", "generate", "build"]);

// The data of the installation under test is gone after it; name a directory to keep it.
if (!process.env.BROWSER_TEST_DATA) {
  const data = mkdtempSync(join(tmpdir(), "docket-browser-"));
  process.env.BROWSER_TEST_DATA = data;
  process.once("exit", () => rmSync(data, { recursive: true, force: true }));
}

process.chdir("apps/web");
process.argv = [...process.argv.slice(0, 2), "test", ...process.argv.slice(2)];
await import(new URL("../apps/web/node_modules/@playwright/test/cli.js", import.meta.url).href);
