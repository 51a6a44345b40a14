// `npm run docket -- …`: build the command line when it is stale, then become it.
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
// In a process of its own whose progress goes to stderr: stdout belongs to the answer.
const { status } = spawnSync(process.execPath, [join(root, "scripts/build.mjs"), "cli"], { stdio: ["ignore", 2, 2] });
if (status !== 0) process.exit(status ?? 1);

// Files are named from where one is; the data lies where `npm start` puts it.
process.env.DOCKET_DATA = resolve(root, process.env.DOCKET_DATA || "data");
process.chdir(process.env.INIT_CWD || process.cwd());
await import(new URL("../apps/cli/dist/docket.mjs", import.meta.url).href);
