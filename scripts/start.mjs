// `npm start`: prepare the checkout, then become the server.
import { requireNode } from "./node-version.mjs";

requireNode();
// A function because the Node versions that are refused above know no await outside one.
void start();

async function start() {
  const { prepare } = await import("./prepare.mjs");
  await prepare(["install", "generate", "build"]);

  // The same process from here on, so that signals and the exit code are the server's own.
  process.setSourceMapsEnabled(true);
  process.env.NODE_ENV = process.env.NODE_ENV || "production";
  await import(new URL("../apps/server/dist/main.js", import.meta.url).href);
}
