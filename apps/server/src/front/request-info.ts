import type { Peer } from "./forwarding.ts";

/** Information about a request that the front passes to the handler. */
export type RequestInfo = Peer & {
  /** Identifies the request in the log, in the `X-Request-Id` header of the response and in errors. */
  readonly requestId: string;
  /** Aborts when the process is about to exit. Streams then end, and clients reconnect to another process. */
  readonly stopping: AbortSignal;
  /** Sets the user ID to log with the request. Called after the request has been authenticated. */
  identify(userId: string): void;
};
