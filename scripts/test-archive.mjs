// `npm run test:archive`: creates the archive and tests it in an environment that contains only Node.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireNode } from "./node-version.mjs";

requireNode();
const { root, tool } = await import("./prepare.mjs");
const { enterTemporaryDirectory } = await import("./temporary-directory.mjs");
process.chdir(root);
const removeTemporaryDirectory = enterTemporaryDirectory("archive");
try {
  const output = join(tmpdir(), "packed");
  execFileSync(process.execPath, ["scripts/package.mjs", output], { stdio: "inherit" });
  const [archive = ""] = readdirSync(output);
  const { status } = spawnSync(tool("tsx"), ["scripts/package/check.ts", join(output, archive)], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  await removeTemporaryDirectory();
}
