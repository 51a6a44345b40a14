import type { Identity } from "@docket/core/identity/session/authenticate";
import type { Ctx, RequestInfo } from "@docket/core/runtime/ctx";
import type { BudgetState } from "@docket/core/runtime/limit/consume-rate";
import type { Runtime } from "@docket/core/runtime/runtime";

/** The context that the transport passes to every procedure of a request. */
export type ApiContext = {
  runtime: Runtime;
  request: RequestInfo;
  /** The authenticated caller, shared by all calls in a batch. */
  identity: Identity;
  /**
   * Returns a signal that aborts when the client disconnects or the server stops. It is created lazily, because most
   * calls end before either happens.
   */
  signal: () => AbortSignal;
  /** Adds a `Set-Cookie` header to the response, when signing in or out. */
  setCookie: (header: string) => void;
  /** Records the state of a rate limit after a call was counted. The transport adds it to the response headers. */
  noteRate: (standing: BudgetState) => void;
  /** Records the position of a command in the change log. The transport adds it to the response headers. */
  noteCommand?: Ctx["noteCommand"];
  /**
   * Whether the request was already counted as a whole, as page requests are. If not, each call is counted separately.
   */
  isCounted: boolean;
  /** The refresh token from the request's cookies, if any. */
  refreshToken: string | null;
  /** The user whose data the client shows, if it names one (`USER_HEADER`). Any other caller is already rejected. */
  expectedUserId: string | null;
  /** The device cookie, if this browser has signed in before. */
  deviceToken: string | null;
};
