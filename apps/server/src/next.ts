import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
// The entry point of `next`, imported directly because the package's own types would add NODE_ENV to every environment
// type.
import next from "next/dist/server/next.js";
import { findFontPath, readRoutes } from "./page-route.ts";
import type { FindRoute } from "./page-route.ts";

/** The prepared web app, to which the front passes requests. */
export type MountedWeb = {
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Absent in development, where pages are compiled on demand and can't be listed. */
  readonly find?: FindRoute;
  /** The path of the font of the pages. Absent in development. */
  readonly fontPath?: string | null;
  /** Handles the WebSocket that the development server uses to reload pages. Absent in production. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close(): Promise<void>;
};

/**
 * Prepares Next in this process.
 *
 * @param directory absolute path of `apps/web`, which must be built unless in development
 * @param isDevelopment whether to compile pages on demand and reload open pages
 * @throws if there is no build
 */
export async function mountWeb(directory: string, isDevelopment: boolean): Promise<MountedWeb> {
  // On its first request, Next adds an upgrade handler to its HTTP server. In production, this handler proxies to any
  // host that a request names. Next is therefore given this server, which never listens.
  const decoy = createServer();
  const app = next({ dir: directory, dev: isDevelopment, quiet: !isDevelopment, httpServer: decoy });
  await app.prepare();
  const web = { pages: app.getRequestHandler(), close: () => app.close() };
  if (!isDevelopment) return { ...web, find: await readRoutes(directory), fontPath: await findFontPath(directory) };
  return { ...web, upgrade: (request, socket, head) => void decoy.emit("upgrade", request, socket, head) };
}
