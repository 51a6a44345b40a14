// `npm run dev`: prepares the repository and runs the server from its sources. Page changes are applied without a
// reload. Other changes restart the server and its database.
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
// The terminal sends signals to both processes. This one exits after the server has exited.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => (process.exitCode = code ?? 1));
