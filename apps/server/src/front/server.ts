import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { isDatabaseFault } from "@docket/core/runtime/fault";
import { createApiListener } from "./api.ts";
import { createBodyMemoryBudget } from "./body-memory-budget.ts";
import { discard } from "./body.ts";
import { limitConnections } from "./connections.ts";
import { cutStalledReaders, drain } from "./drain.ts";
import { readPeer } from "./forwarding.ts";
import { areaOf, pathOf, repeatsHeader } from "./guard.ts";
import { setSecurityHeaders } from "./headers.ts";
import { FRONT_LIMITS } from "./option.ts";
import type { FrontOptions } from "./option.ts";
import { createPageHandler } from "./page.ts";
import { acceptsPage, localeOf } from "./problem-page.ts";
import { refuse, sendRefusal } from "./refusal.ts";
import type { FrontRefusal } from "./refusal.ts";
import { routeRequest } from "./route-request.ts";
import type { RequestDeps } from "./route-request.ts";
import { watchRequest } from "./watch.ts";

/** The HTTP server in front of the API and the pages. */
export type Front = {
  readonly server: Server;
  /**
   * Binds the port.
   *
   * @throws the socket's error, e.g. EADDRINUSE
   */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Stops the server within ten seconds; see `drain`. Further calls wait for the first. */
  drain(): Promise<void>;
};

/**
 * Creates the HTTP server of a Docket process. Before it reaches the API or the pages, every request passes the same
 * checks in the same order: peer, area, method, origin of writes, and body size.
 */
export function createFront(options: FrontOptions): Front {
  const { settings, logger, fontPath = () => null } = options;
  const limits = { ...FRONT_LIMITS, ...options.limits };
  const draining = new AbortController();
  const open = new Map<ServerResponse, AbortController>();
  const callApi = createApiListener(options, (error, { requestId }) => {
    logger.error({ err: error, id: requestId }, "the API failed");
  });
  const bodies = createBodyMemoryBudget(limits.bodyMemory);
  const servePage = createPageHandler(options, limits);
  const deps: RequestDeps = { options, limits, callApi, servePage, bodies, isDraining: () => draining.signal.aborted };

  async function handle(request: IncomingMessage, response: ServerResponse, stopping: AbortSignal): Promise<void> {
    const requestId = randomUUID();
    const path = pathOf(request.url ?? "");
    const area = path === null ? "page" : areaOf(path);
    const peer = readPeer(request, settings.trustedProxies);
    const arrival = { requestId, area, path: path ?? "", peer };
    setSecurityHeaders(response, arrival, settings);
    const identify = watchRequest(request, response, arrival, options);
    if (deps.isDraining()) response.setHeader("connection", "close");

    const isReadable = path !== null && peer !== null && !repeatsHeader(request);
    const refusal = isReadable
      ? await routeRequest({ request, response, area, path, info: { ...peer, requestId, stopping, identify } }, deps)
      : refuse("malformed", "Malformed request.");
    if (refusal === null) return;
    if (!request.complete) discard(request);
    sendRefusal(response, refusal, {
      requestId,
      locale: localeOf(request),
      isPage: area === "page" && acceptsPage(request),
      fontPath: fontPath(),
    });
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const stopping = new AbortController();
    if (deps.isDraining()) stopping.abort();
    open.set(response, stopping);
    response.once("close", () => open.delete(response));
    handle(request, response, stopping.signal).catch((error: unknown) => {
      const requestId = String(response.getHeader("x-request-id") ?? "");
      logger.error({ err: error, id: requestId }, "a request failed");
      const isPage = request.url?.startsWith("/api") !== true && acceptsPage(request);
      sendRefusal(response, refusalFor(error), { requestId, locale: localeOf(request), isPage, fontPath: fontPath() });
    });
  };

  const server = createServer(limits, listener);
  limitConnections(server, {
    total: limits.maxConnections,
    perAddress: settings.trustedProxies === 0 ? limits.connectionsPerAddress : null,
  });
  // A client that sends `Expect: 100-continue` receives the result of the checks before it is asked to send its body.
  server.on("checkContinue", listener);
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (options.upgrade === undefined || !request.url?.startsWith("/_next/")) return void socket.destroy();
    // After an upgrade, the server no longer closes the connection itself, but `close` would wait for it.
    draining.signal.addEventListener("abort", () => socket.destroy());
    options.upgrade(request, socket, head);
  });
  const stopWatching = cutStalledReaders(open, limits.stalledReaderTimeout);
  let drained: Promise<void> | undefined;

  return {
    server,
    listen: (port, host) => listen(server, port, host),
    drain: () => {
      draining.abort();
      drained ??= drain(server, open, limits.drain).finally(stopWatching);
      return drained;
    },
  };
}

function refusalFor(error: unknown): FrontRefusal {
  if (!isDatabaseFault(error)) return refuse("internal", "Something went wrong.");
  return refuse("unavailable", "Docket is busy or restarting. Try again in a moment.", { "retry-after": "3" });
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });
}
