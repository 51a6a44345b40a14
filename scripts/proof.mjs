// `npm run proof:attack` and `npm run proof:durability`, each with `-- [--short] [--seed 7]`: tries to break the
// production build and reports the results. See docs/proof.md.
import { spawnSync } from "node:child_process";
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare, tool } = await import("./prepare.mjs");
const [proof, ...rest] = process.argv.slice(2);
await prepare(["install", "generate", "build"]);
const { status } = spawnSync(tool("tsx"), [`scripts/proof/${proof}/run.ts`, ...rest], { stdio: "inherit" });
process.exitCode = status ?? 1;
