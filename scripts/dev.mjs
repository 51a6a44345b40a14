// `npm run dev`: prepare the checkout, then run the server from its sources. A change of a page shows without a reload; a change of
// anything else restarts the server, with its database.
import { requireNode } from "./node-version.mjs";

requireNode();
const { prepare, root, tool } = await import("./prepare.mjs");
const { spawn } = await import("node:child_process");
await prepare(["install", "generate"]);

const server = spawn(tool("tsx"), ["watch", "--clear-screen=false", "--exclude", "../web/.next/**", "src/main.ts"], {
  cwd: `${root}/apps/server`,
  env: { ...process.env, NODE_ENV: "development" },
  stdio: "inherit",
});
// The terminal sends its signals to both; this process ends when the server has.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => (process.exitCode = code ?? 1));
