// `npm test [-- Vitest arguments]`: prepares the repository, then runs the tests in this process.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function, because the Node versions rejected above don't support top-level await.
void test();

async function test() {
  const { prepare } = await import("./prepare.mjs");
  await prepare(["install", "generate"]);

  process.argv = [...process.argv.slice(0, 2), "run", ...process.argv.slice(2)];
  await import(new URL("../node_modules/vitest/vitest.mjs", import.meta.url).href);
}
