import type { RequestInfo } from "@docket/core/ctx";
import type { RateClass, RateStanding } from "@docket/core/limit/rate";
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
  /**
   * Budgets against which this request is counted already, where it counts once however many calls it makes, as a page does;
   * null where every call counts.
   */
  counted: Set<RateClass> | null;
  /** The refresh token, on the paths that may see it. */
  refreshToken: string | null;
  /** Present when this browser has signed in before. */
  deviceToken: string | null;
};
