// `npm run typecheck [-- Turbo arguments]`: checks the types of every package. Turbo is started through the pinned
// pnpm, because it needs pnpm to run the packages' scripts.
import { requireNode } from "./node-version.mjs";

requireNode();
const { pnpm, prepare } = await import("./prepare.mjs");
const { runGroup } = await import("./process-group.mjs");
await prepare(["install", "generate"]);

const failure = await runGroup([...pnpm, "exec", "turbo", "run", "typecheck", ...process.argv.slice(2)], {
  output: "inherit",
});
process.exitCode = failure === null ? 0 : 1;
