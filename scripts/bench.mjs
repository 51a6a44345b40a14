// `pnpm bench [--quick] [--only list,get]`: prepare and build, then measure.
import { spawnSync } from "node:child_process";
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare, tool } = await import("./prepare.mjs");
await prepare(["install", "generate", "build"]);
const { status } = spawnSync(tool("tsx"), ["scripts/bench/run.ts", ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
