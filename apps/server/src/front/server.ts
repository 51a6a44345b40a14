import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { storedIp } from "@docket/core/ip";
import { createApiListener, type ApiHandler } from "./api.ts";
import { bodyLimitOf, discard, readBody } from "./body.ts";
import { cutStalledReaders, drain } from "./drain.ts";
import { forwardPeer, readPeer, type Peer } from "./forwarding.ts";
import { areaOf, guardMethod, guardWrite, pathOf, type Area } from "./guard.ts";
import { setPagePolicy, setSecurityHeaders, type HeaderSettings } from "./headers.ts";
import { logRequest, type Logger } from "./log.ts";
import { mayReadMetrics, type Metrics } from "./metrics.ts";
import { refuse, sendRefusal, type FrontRefusal } from "./refusal.ts";
import { headerOf } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";
import { refreshForPage, stripRefreshCookie, type SessionCookies } from "./session-refresh.ts";

/** Limits of the server, in milliseconds, bytes and connections. */
export type FrontLimits = {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  readonly maxConnections: number;
  /** How long a reader may take nothing of an answer that waits for it. */
  readonly stalledReader: number;
};

export const FRONT_LIMITS: FrontLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Node's own 30 s would let a 10 s limit fire after 30.
  connectionsCheckingInterval: 5_000,
  // Longer than the minute for which proxies keep their side open, so that they never write into a closed one.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  maxConnections: 4_000,
  stalledReader: 30_000,
};

export type FrontOptions = {
  readonly api: ApiHandler;
  /** Next's request handler. */
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Takes the one WebSocket that exists, Next's in development. Without it every upgrade is cut. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** False while the process is still starting: everything but health and metrics then answers 503. */
  readonly isStarted?: () => boolean;
  /** True when requests can be served: the database answers and is migrated. */
  readonly ready: () => Promise<boolean>;
  readonly session?: SessionCookies;
  readonly settings: HeaderSettings & {
    /** Origins of the configured `APP_URL`s. */
    readonly origins: readonly string[];
    readonly trustedProxies: number;
    readonly metricsToken?: string | undefined;
  };
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly limits?: Partial<FrontLimits>;
};

export type Front = {
  readonly server: Server;
  /** Binds the port. @throws the socket's error, e.g. EADDRINUSE */
  listen(port: number, host: string): Promise<AddressInfo>;
  /** Ends serving within ten seconds; see `drain`. A second call waits for the first. */
  drain(): Promise<void>;
};

const STARTING = "Docket is starting. Please try again in a moment.";

/** One request on its way through the front. */
type Passage = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly area: Area;
  readonly path: string;
  readonly info: RequestInfo;
};

/**
 * Makes the one HTTP server of a Docket process. Every request passes the same gates in the same order: where from,
 * which part, which method, who may write, how much; then it reaches the API or the pages.
 */
export function createFront(options: FrontOptions): Front {
  const { settings, logger, metrics } = options;
  const limits = { ...FRONT_LIMITS, ...options.limits };
  const stop = new AbortController();
  const open = new Set<ServerResponse>();
  const callApi = createApiListener(options.api, (error, { requestId }) => {
    logger.error({ err: error, id: requestId }, "the API failed");
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    const path = pathOf(request.url ?? "");
    const area = path === null ? "page" : areaOf(path);
    const peer = readPeer(request, settings.trustedProxies);
    setSecurityHeaders(response, { area, path: path ?? "", requestId }, settings);
    const info = watch(request, response, { area, path: path ?? "", peer, requestId });
    if (stop.signal.aborted) response.setHeader("connection", "close");

    const refusal =
      path === null || info === null
        ? refuse("malformed", "Malformed request.")
        : await pass({ request, response, area, path, info });
    if (refusal === null) return;
    if (!request.complete) discard(request);
    const asPage = area === "page" && headerOf(request, "accept")?.includes("text/html") === true;
    sendRefusal(response, refusal, { requestId, asPage });
  }

  /** @returns why the request was not served, null when it was */
  async function pass(passage: Passage): Promise<FrontRefusal | null> {
    const { request, response, area, path } = passage;
    const refusal = guardMethod(request, area);
    if (refusal !== null) return refusal;
    if (area === "health") return health(path, response);
    if (area === "metrics") return showMetrics(passage);
    if (options.isStarted?.() === false) return refuse("unavailable", STARTING, { "retry-after": "2", refresh: "2" });
    if (area === "api") return passToApi(passage);
    await passToPages(passage);
    return null;
  }

  async function health(path: string, response: ServerResponse): Promise<null> {
    const isWell = path === "/healthz" || (!stop.signal.aborted && (await options.ready().catch(() => false)));
    sendText(response, isWell ? 200 : 503, isWell ? "ok\n" : "unavailable\n");
    return null;
  }

  async function showMetrics({ request, response, info }: Passage): Promise<FrontRefusal | null> {
    const caller = { isLocal: info.isLocal, authorization: headerOf(request, "authorization") };
    if (!mayReadMetrics(caller, settings.metricsToken)) return refuse("not_found", "There is nothing here.");
    sendText(response, 200, await metrics.text(), metrics.contentType);
    return null;
  }

  async function passToApi({ request, response, path, info }: Passage): Promise<FrontRefusal | null> {
    const refusal = guardWrite(request, info, settings.origins);
    if (refusal !== null) return refusal;
    if (options.session !== undefined) stripRefreshCookie(request, path, options.session.refreshName);
    if (request.method !== "POST") {
      await callApi(request, response, info, null);
      return null;
    }
    const body = await readBody(request, response, bodyLimitOf(request.url ?? ""));
    if (body.kind === "refused") return body.refusal;
    if (body.kind === "body") await callApi(request, response, info, body.bytes);
    return null;
  }

  async function passToPages({ request, response, area, path, info }: Passage): Promise<void> {
    forwardPeer(request, info);
    if (area === "page") {
      setPagePolicy(request, response, settings);
      if (options.session !== undefined) {
        await refreshForPage(request, response, options.session, info).catch((error: unknown) => {
          // The page then shows that nobody is signed in, or that the database is away.
          logger.error({ err: error, id: info.requestId }, "a session could not be renewed");
        });
      }
    }
    if (options.session !== undefined) stripRefreshCookie(request, path, options.session.refreshName);
    await options.pages(request, response);
  }

  function watch(
    request: IncomingMessage,
    response: ServerResponse,
    { area, path, peer, requestId }: { area: Area; path: string; peer: Peer | null; requestId: string },
  ): RequestInfo | null {
    const startedAt = performance.now();
    const method = request.method ?? "";
    let user: string | undefined;
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      const ms = performance.now() - startedAt;
      const status = response.statusCode;
      metrics.observe({ area, method, status }, ms / 1000);
      logRequest(logger, {
        id: requestId,
        method,
        path,
        status,
        ms: Math.round(ms * 10) / 10,
        ip: peer === null ? "" : storedIp(peer.clientIp),
        ...(user === undefined ? {} : { userId: user }),
        ...(response.writableFinished ? {} : { isAborted: true as const }),
      });
    });
    if (peer === null) return null;
    return { ...peer, requestId, stopping: stop.signal, identify: (userId) => (user = userId) };
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      const requestId = String(response.getHeader("x-request-id") ?? "");
      logger.error({ err: error, id: requestId }, "a request failed");
      const asPage = !request.url?.startsWith("/api");
      sendRefusal(response, refuse("internal", "Something went wrong."), { requestId, asPage });
    });
  };
  const server = createServer(limits, listener);
  server.maxConnections = limits.maxConnections;
  // Whoever asks before sending a large body gets the answer of the gates, not an invitation.
  server.on("checkContinue", listener);
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (options.upgrade === undefined || !request.url?.startsWith("/_next/")) return void socket.destroy();
    // The server no longer counts this connection among its own, yet would wait for it.
    stop.signal.addEventListener("abort", () => socket.destroy());
    options.upgrade(request, socket, head);
  });
  const stopWatching = cutStalledReaders(open, limits.stalledReader);

  let draining: Promise<void> | undefined;
  return {
    server,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          resolve(server.address() as AddressInfo);
        });
      }),
    drain: () => (draining ??= drain(server, open, stop).finally(stopWatching)),
  };
}

function sendText(response: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) });
  response.end(text);
}
