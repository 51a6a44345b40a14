import type { Peer } from "./forwarding.ts";

/** What the front knows about a request and passes to its handler. */
export type RequestInfo = Peer & {
  /** Identifies the request in the log, in the `X-Request-Id` header of the response and in errors. */
  readonly requestId: string;
  /** Aborts when the process is about to end. Streams then finish, and clients reconnect to another process. */
  readonly stopping: AbortSignal;
  /** Sets the user for the request log, once the request is authenticated. */
  identify(userId: string): void;
};
