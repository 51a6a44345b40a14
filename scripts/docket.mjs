// `npm run docket -- …`: builds the command line if it is out of date, then runs it in this process.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function without static imports, because the Node versions rejected above support neither top-level await nor the
// names of these modules.
void run();

async function run() {
  const { spawnSync } = await import("node:child_process");
  const { default: path } = await import("node:path");
  const { fileURLToPath } = await import("node:url");
  const root = fileURLToPath(new URL("..", import.meta.url));
  // Builds in a child process that prints to stderr, because stdout is reserved for the result of the command.
  const { status } = spawnSync(process.execPath, [path.join(root, "scripts/build.mjs"), "cli"], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) process.exit(status || 1);

  // Paths are relative to the user's working directory, but the default data directory is the same as for `npm start`.
  process.env.DOCKET_DATA = path.resolve(root, process.env.DOCKET_DATA || "data");
  process.chdir(process.env.INIT_CWD || process.cwd());
  await import(new URL("../apps/cli/dist/docket.mjs", import.meta.url).href);
}
