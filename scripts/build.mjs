// Builds what is stale, as `npm start` does, without starting it.
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare } = await import("./prepare.mjs");
await prepare(["install", "generate", "build"]);
