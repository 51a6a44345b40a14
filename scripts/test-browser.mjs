// `pnpm test:browser [arguments of playwright]`: prepare and build, then become the runner of the browser tests.
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare } = await import("./prepare.mjs");
await prepare(["install", "generate", "build"]);

process.chdir("apps/web");
process.argv = [...process.argv.slice(0, 2), "test", ...process.argv.slice(2)];
await import(new URL("../apps/web/node_modules/@playwright/test/cli.js", import.meta.url).href);
