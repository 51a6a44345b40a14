import type { Actor } from "@docket/core/actor";
import type { RequestInfo } from "@docket/core/ctx";
import type { Runtime } from "@docket/core/runtime";

/** What happened to the credential that came with a request. */
export type Identity =
  | { kind: "actor"; actor: Actor }
  | { kind: "none" }
  /** A credential came and was refused: an error, never a fallback to another one. */
  | { kind: "refused"; reason: "expired" | "invalid" };

/** What a transport hands to every procedure of one request. */
export type ApiContext = {
  runtime: Runtime;
  request: RequestInfo;
  /** Looked up once per request, shared by all calls of a batch. */
  identity: Identity;
  /** Aborted when the client is gone or the server stops. */
  signal: AbortSignal;
  /** Cookies that sign-in and sign-out want set; the transport writes them. */
  setCookie: (header: string) => void;
  /** The refresh token, on the paths that may see it. */
  refreshToken: string | null;
  /** Present when this browser has signed in before. */
  deviceToken: string | null;
};
