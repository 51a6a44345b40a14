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
  /** For a whole request with its body. */
  readonly requestTimeout: number;
  /** For the body of a request that is no upload. */
  readonly bodyTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly keepAliveTimeout: number;
  readonly maxHeaderSize: number;
  readonly maxConnections: number;
  /** Connections of one IPv4 address or IPv6 /64. */
  readonly connectionsPerAddress: number;
  /** How long a reader may take nothing of an answer that waits for it. */
  readonly stalledReader: number;
  /** How long the parts of a drain may take: until streams are cut, and until everything is. */
  readonly drain: { readonly streams: number; readonly total: number };
  /** Bytes of request bodies in memory at a time, of all callers together and of one. */
  readonly heldBodies: { readonly all: number; readonly one: number };
  readonly pages: {
    /** Pages that are rendered for one caller at a time, that wait their turn, and of all callers together. */
    readonly perCaller: number;
    readonly queued: number;
    readonly total: number;
    /** Share of the time that the pages of one caller may take, and milliseconds that they may take beyond it. */
    readonly share: number;
    readonly burst: number;
  };
};

export const FRONT_LIMITS: FrontLimits = {
  headersTimeout: 10_000,
  // A file of the largest size arrives at half a megabit per second.
  requestTimeout: 360_000,
  bodyTimeout: 30_000,
  // Node's own 30 s would let a 10 s limit fire after 30.
  connectionsCheckingInterval: 5_000,
  // Longer than the minute for which proxies keep their side open, so that they never write into a closed one.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  maxConnections: 4_000,
  // An office of a hundred people with a live stream each, and some to spare.
  connectionsPerAddress: 400,
  stalledReader: 30_000,
  drain: { streams: 2_000, total: 10_000 },
  heldBodies: { all: 128 * 1024 * 1024, one: 48 * 1024 * 1024 },
  // On a slow machine still a dozen pages, more tabs than a person opens in one go, are rendered without waiting.
  pages: { perCaller: 1, queued: 50, total: 300, share: 1 / 3, burst: 1_000 },
};

/** What the front must know of the pages to admit requests for them. */
export type PageGate = {
  /** Returns what a path leads to: a page, which is rendered; a file; or nothing. */
  readonly find: (path: string) => "page" | PageFile | null;
  /** Counts a page against the budget of the caller. */
  readonly count: (cookie: string | undefined, clientIp: string) => Promise<PageCount>;
  /** Renders, and reports the refusals that reads of the page met. */
  readonly track: (render: () => Promise<void>, onRefusal: (refusal: PageRefusal) => void) => Promise<void>;
};

/** A small file of the web app, such as its icon. */
export type PageFile = { readonly type: string; readonly body: Buffer };

/** The caller whose budget a page counts against, and the seconds to wait when it is used up, else null. */
export type PageCount = { readonly caller: string; readonly retryAfterSeconds: number | null };

/** Why a read of a page was refused. */
export type PageRefusal = { readonly code: ErrorCode; readonly message: string };

/** What a front is made of: who answers behind it, and how it is set. */
export type FrontOptions = {
  readonly api: ApiHandler;
  readonly directApi?: DirectApi;
  /** Next's request handler. */
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly pageGate?: PageGate;
  /** Takes the one WebSocket that exists, Next's in development. Without it every upgrade is cut. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** False while the process is still starting: everything but health and metrics then answers 503. */
  readonly isStarted?: () => boolean;
  /** False in a process that works in the background alone: everything but health and metrics then answers 404. */
  readonly isServing?: boolean;
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
  readonly logRequest: RequestLog;
  readonly metrics: Metrics;
  readonly limits?: Partial<FrontLimits>;
};
