import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ApiHandler, DirectApi } from "./api.ts";
import type { HeaderSettings } from "./headers.ts";
import type { Logger, RequestLog } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { SessionCookies } from "./session-refresh.ts";

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
  /** Bytes of request bodies in memory at a time, of all callers together and of one. */
  readonly heldBodies: { readonly all: number; readonly one: number };
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
  heldBodies: { all: 128 * 1024 * 1024, one: 32 * 1024 * 1024 },
};

/** What a front is made of: who answers behind it, and how it is set. */
export type FrontOptions = {
  readonly api: ApiHandler;
  readonly directApi?: DirectApi;
  /** Next's request handler. */
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
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
