import type { RequestInfo } from "@docket/core/ctx";
import type { RateStanding } from "@docket/core/limit/rate";
import type { Runtime } from "@docket/core/runtime";
import type { Identity } from "@docket/core/session/authenticate";

/** What a transport hands to every procedure of one request. */
export type ApiContext = {
  runtime: Runtime;
  request: RequestInfo;
  /** Looked up once per request, shared by all calls of a batch. */
  identity: Identity;
  /** Aborted when the client is gone or the server stops. Made for who asks: most calls are over before either. */
  signal: () => AbortSignal;
  /** Cookies that sign-in and sign-out want set; the transport writes them. */
  setCookie: (header: string) => void;
  /** Told what is left of a budget against which a call was counted; the transport says so in its answer. */
  noteRate: (standing: RateStanding) => void;
  /** Whether the request as a whole has been counted already, as one for a page is; each call counts otherwise. */
  isCounted: boolean;
  /** The refresh token, on the paths that may see it. */
  refreshToken: string | null;
  /** Present when this browser has signed in before. */
  deviceToken: string | null;
};
