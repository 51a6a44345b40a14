// Builds everything that is out of date, like `npm start`, but does not start the server. `node scripts/build.mjs cli`
// builds only the command line.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function, because the Node versions rejected above don't support top-level await.
void build();

async function build() {
  const { prepare } = await import("./prepare.mjs");
  await prepare(["install", "generate", process.argv[2] === "cli" ? "cli" : "build"]);
}
