// `npm run docket -- …`: build the command line when it is stale, then become it.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function, and nothing imported before it, because the Node versions that are refused above know neither an await outside
// one nor the names of these modules.
void run();

async function run() {
  const { spawnSync } = await import("node:child_process");
  const { default: path } = await import("node:path");
  const { fileURLToPath } = await import("node:url");
  const root = fileURLToPath(new URL("..", import.meta.url));
  // In a process of its own whose progress goes to stderr: stdout belongs to the answer.
  const { status } = spawnSync(process.execPath, [path.join(root, "scripts/build.mjs"), "cli"], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(status || 1);

  // Files are named from where one is; the data lies where `npm start` puts it.
  process.env.DOCKET_DATA = path.resolve(root, process.env.DOCKET_DATA || "data");
  process.chdir(process.env.INIT_CWD || process.cwd());
  await import(new URL("../apps/cli/dist/docket.mjs", import.meta.url).href);
}
