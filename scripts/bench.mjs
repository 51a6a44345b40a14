// `npm run bench -- [--quick] [--only list,get]` measures requests; `npm run bench -- search` measures search among a
// million tasks.
import { spawnSync } from "node:child_process";
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare, tool } = await import("./prepare.mjs");
const { enterTemporaryDirectory } = await import("./temporary-directory.mjs");
const [what, ...rest] = process.argv.slice(2);
const isSearch = what === "search";
// Requests are measured against the production build. Search is measured without a server.
await prepare(isSearch ? ["install", "generate"] : ["install", "generate", "build"]);
const script = isSearch ? ["scripts/bench/search.ts", ...rest] : ["scripts/bench/run.ts", ...process.argv.slice(2)];
const removeTemporaryDirectory = enterTemporaryDirectory("bench");
const { status } = spawnSync(tool("tsx"), script, { stdio: "inherit" });
await removeTemporaryDirectory();
process.exitCode = status ?? 1;
