import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ErrorCode } from "@docket/schema/error";
import type { ApiHandler, DirectApi } from "./api.ts";
import type { HeaderSettings } from "./headers.ts";
import type { Logger, RequestLog } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { SessionCookies } from "./session-refresh.ts";

/** Limits of the server, in milliseconds, bytes and connections. */
export type FrontLimits = {
  readonly headersTimeout: number;
  /** The time limit for a whole request, including its body. */
  readonly requestTimeout: number;
  /** The time limit for the body of a request that is not an upload. */
  readonly bodyTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  readonly maxConnections: number;
  /** The maximum number of connections from one IPv4 address or IPv6 /64. */
  readonly connectionsPerAddress: number;
  /** How long a client can stop reading a response that has data to send. */
  readonly stalledReaderTimeout: number;
  /** How long a drain waits before it cuts off streams, and before it cuts off all other connections. */
  readonly drain: { readonly streams: number; readonly total: number };
  /** The maximum size of request bodies in memory, in total and per caller. */
  readonly bodyMemory: { readonly all: number; readonly one: number };
  readonly pages: {
    /**
     * How many of one caller's pages are rendered concurrently, how many of them can wait, and how many pages of all
     * callers can be rendered or wait.
     */
    readonly perCaller: number;
    readonly queued: number;
    readonly total: number;
    /** The share of time that one caller's pages can use, and by how many milliseconds they can exceed it. */
    readonly share: number;
    readonly burst: number;
  };
};

/** The limits in production. */
export const FRONT_LIMITS: FrontLimits = {
  headersTimeout: 10_000,
  // Enough time to upload a file of the maximum size at half a megabit per second.
  requestTimeout: 360_000,
  bodyTimeout: 30_000,
  // With Node's default of 30 s, a timeout of 10 s would take effect only after 30 s.
  connectionsCheckingInterval: 5_000,
  // Longer than the 60 s for which proxies keep connections open, so that a proxy never writes to a closed connection.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  maxConnections: 4_000,
  // Enough for an office of a hundred people with one live stream each, plus a reserve.
  connectionsPerAddress: 400,
  stalledReaderTimeout: 30_000,
  drain: { streams: 2_000, total: 10_000 },
  bodyMemory: { all: 128 * 1024 * 1024, one: 48 * 1024 * 1024 },
  // Even on a slow machine, a dozen pages are rendered without waiting. Users rarely open more tabs than that in
  // succession.
  pages: { perCaller: 1, queued: 50, total: 300, share: 1 / 3, burst: 1_000 },
};

/** Functions that the front uses to decide whether to admit page requests. */
export type PageGate = {
  /** Returns what a path refers to: a page to render, a file, or null if nothing matches. */
  readonly find: (path: string) => "page" | PageFile | null;
  /** Counts a page against the caller's budget. */
  readonly count: (cookie: string | undefined, clientIp: string) => Promise<PageCount>;
  /** Renders a page and reports each of its API calls that was refused. */
  readonly track: (render: () => Promise<void>, onRefusal: (refusal: PageRefusal) => void) => Promise<void>;
};

/** A small file in the web app, such as its icon. */
export type PageFile = { readonly type: string; readonly body: Buffer };

/**
 * The caller that a page counts against, and the seconds to wait if the caller's budget is exhausted, otherwise null.
 */
export type PageCount = { readonly caller: string; readonly retryAfterSeconds: number | null };

/** The reason why a page's API call was refused. */
export type PageRefusal = { readonly code: ErrorCode; readonly message: string };

/** The handlers and settings of a front. */
export type FrontOptions = {
  readonly api: ApiHandler;
  readonly directApi?: DirectApi;
  /** Next's request handler. */
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly pageGate?: PageGate;
  /** Returns the path of the font of the pages; null if the process is starting or doesn't know it. */
  readonly fontPath?: () => string | null;
  /**
   * Handles WebSocket upgrades. The only WebSocket is that of Next's development server. Without this handler, all
   * upgrades are closed.
   */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** False while the process is starting. Everything except health and metrics then responds with 503. */
  readonly isStarted?: () => boolean;
  /** False in a process that only runs background jobs. Everything except health and metrics then responds with 404. */
  readonly isServing?: boolean;
  /** Returns whether requests can be served, which requires that the database is reachable and migrated. */
  readonly ready: () => Promise<boolean>;
  readonly session?: SessionCookies;
  readonly settings: HeaderSettings & {
    /** The origins of the configured `APP_URL`s. */
    readonly origins: readonly string[];
    readonly trustedProxies: number;
    readonly metricsToken?: string | undefined;
  };
  readonly logger: Logger;
  readonly logRequest: RequestLog;
  readonly metrics: Metrics;
  readonly limits?: Partial<FrontLimits>;
};
