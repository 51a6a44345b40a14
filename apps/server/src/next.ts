import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
// The file that `next` itself names as its entry: the package's own types would make NODE_ENV part of every environment.
import next from "next/dist/server/next.js";
import { readRoutes } from "./page-route.ts";
import type { FindRoute } from "./page-route.ts";

/** The web app, mounted: what the front hands requests to. */
export type Web = {
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Absent in development, where pages are compiled on demand and not listed beforehand. */
  readonly find?: FindRoute;
  /** Serves the socket over which the development server reloads pages; absent in production. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close(): Promise<void>;
};

/**
 * Prepares Next inside this process.
 *
 * @param directory absolute path of `apps/web`, built unless in development
 * @param isDevelopment compiles on demand and reloads open pages
 * @throws when there is no build to serve
 */
export async function mountWeb(directory: string, isDevelopment: boolean): Promise<Web> {
  // With its first request Next hangs a handler for upgrades on the server that it finds there, in production too, where
  // it is a proxy to whatever a request names. It is given this server, which never listens.
  const decoy = createServer();
  const app = next({ dir: directory, dev: isDevelopment, quiet: !isDevelopment, httpServer: decoy });
  await app.prepare();
  const web = { pages: app.getRequestHandler(), close: () => app.close() };
  if (!isDevelopment) return { ...web, find: await readRoutes(directory) };
  return { ...web, upgrade: (request, socket, head) => void decoy.emit("upgrade", request, socket, head) };
}
