// Builds what is stale, as `npm start` does, without starting it; `node scripts/build.mjs cli` only the command line.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function because the Node versions that are refused above know no await outside one.
void build();

async function build() {
  const { prepare } = await import("./prepare.mjs");
  await prepare(["install", "generate", process.argv[2] === "cli" ? "cli" : "build"]);
}
