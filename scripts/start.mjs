// `npm start`: prepares the repository, then runs the server in this process.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function, because the Node versions rejected above don't support top-level await.
void start();

async function start() {
  const { prepare } = await import("./prepare.mjs");
  await prepare(["install", "generate", "build"]);

  // The server runs in this process, so that it receives the signals and sets the exit code itself.
  process.setSourceMapsEnabled(true);
  process.env.NODE_ENV = process.env.NODE_ENV || "production";
  await import(new URL("../apps/server/dist/main.js", import.meta.url).href);
}
