// `npm run proof:attack -- [--short] [--seed 7] [--only sweep,fuzz]` attacks the built server and says what it found. See docs/proof.md.
import { spawnSync } from "node:child_process";
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare, tool } = await import("./prepare.mjs");
const [proof, ...rest] = process.argv.slice(2);
await prepare(["install", "generate", "build"]);
const { status } = spawnSync(tool("tsx"), [`scripts/proof/${proof}/run.ts`, ...rest], { stdio: "inherit" });
process.exitCode = status ?? 1;
