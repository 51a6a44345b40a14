// Builds what is stale, as `npm start` does, without starting it; `node scripts/build.mjs cli` only the command line.
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare } = await import("./prepare.mjs");
await prepare(["install", "generate", process.argv[2] === "cli" ? "cli" : "build"]);
