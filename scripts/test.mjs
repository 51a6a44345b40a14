// `npm test [-- arguments of vitest]`: prepare the checkout, then become the test runner.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function because the Node versions that are refused above know no await outside one.
void test();

async function test() {
  const { prepare } = await import("./prepare.mjs");
  await prepare(["install", "generate"]);

  process.argv = [...process.argv.slice(0, 2), "run", ...process.argv.slice(2)];
  await import(new URL("../node_modules/vitest/vitest.mjs", import.meta.url).href);
}
