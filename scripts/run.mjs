// Not a package script, because it runs before the packages are installed, and rejects an old Node version with a clear
// message.
// `node scripts/run.mjs <command> [arguments]`: runs one of the commands in commands.mjs.
import { requireNode } from "./prepare/node-version.mjs";

requireNode();
// A function, because the Node versions rejected above don't support top-level await.
void run();

async function run() {
  // Imported only now, because the Node versions rejected above can't parse it.
  const { runCommand } = await import("./commands.mjs");
  // The programs that a command runs in this process expect only their own arguments in `process.argv`.
  const [name, ...args] = process.argv.splice(2);
  process.argv.push(...args);
  await runCommand(name, args);
}
