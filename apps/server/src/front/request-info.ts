import type { Peer } from "./forwarding.ts";

/** What the front knows of a request and hands on with it. */
export type RequestInfo = Peer & {
  /** Names the request in the log, in the answer's `X-Request-Id` and in errors. */
  readonly requestId: string;
  /** Of this request: aborts when the process is about to end. Streams finish, clients come back to another process. */
  readonly stopping: AbortSignal;
  /** Tells the log who it was, once that is known. */
  identify(userId: string): void;
};
