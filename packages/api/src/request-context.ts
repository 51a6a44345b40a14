import { authenticate, requireExpectedUser } from "@docket/core/identity/session/authenticate";
import { tokensIn } from "@docket/core/identity/session/cookie";
import { DomainError } from "@docket/core/runtime/error";
import { isDatabaseFault, isDiskFull, toDomainError } from "@docket/core/runtime/fault";
import { hasRetryAfter } from "@docket/core/runtime/limit/consume-rate";
import type { BudgetState } from "@docket/core/runtime/limit/consume-rate";
import type { Runtime } from "@docket/core/runtime/runtime";
import { translate } from "@docket/core/runtime/translation/translate";
import { COMMAND_SEQ_HEADER, formatCommandSeqs } from "@docket/schema/command-seq";
import type { CommandSeq } from "@docket/schema/command-seq";
import type { ApiError } from "@docket/schema/error";
import { requestedLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { USER_HEADER } from "@docket/schema/user-header";
import type { TRPCError } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { causeOf, refusalData } from "./error.ts";

/** Properties of a request that the HTTP server provides. */
export type Arrival = {
  requestId: string;
  clientIp: string;
  /** Aborts when the process shuts down. */
  stopping: AbortSignal;
  /** Sets the user ID to log with the request. */
  identify: (userId: string) => void;
};

/**
 * The context of a request, and what its procedures add to the response: cookies, the rate limits that calls counted
 * against, and the positions of commands in the change log.
 */
export type RequestContext = {
  context: ApiContext;
  cookies: string[];
  rates: BudgetState[];
  commands: CommandSeq[];
};

type ReadHeader = (name: string) => string | null | undefined;

/** Returns the language requested by the client. */
export function requestedLocaleOf(header: ReadHeader): Locale {
  return requestedLocale({
    cookie: header("cookie") ?? null,
    acceptLanguage: header("accept-language") ?? null,
  });
}

/**
 * Authenticates the caller once for all calls in a request.
 *
 * @param header returns a request header, given its name in lower case
 * @param signal aborts when the client disconnects
 * @returns the context, or an error if the credential can't be checked or the database is unavailable
 */
export async function openContext(
  runtime: Runtime,
  arrival: Arrival,
  header: ReadHeader,
  signal: () => AbortSignal,
): Promise<RequestContext | DomainError> {
  const cookies: string[] = [];
  const rates: BudgetState[] = [];
  const commands: CommandSeq[] = [];
  const { access, refresh, device } = tokensIn(runtime.cookies, header("cookie") ?? null);
  const credentials = { accessToken: access, authorization: header("authorization") ?? null, ip: arrival.clientIp };
  const caller = await authenticate(runtime, credentials).catch((error: unknown) => asRefusal(error));
  if (caller instanceof DomainError) return caller;
  const expectedUserId = header(USER_HEADER) ?? null;
  const identity = requireExpectedUser(caller, expectedUserId);
  if (identity.kind === "actor") arrival.identify(identity.actor.userId);
  const context: ApiContext = {
    runtime,
    request: {
      id: arrival.requestId,
      ip: arrival.clientIp,
      userAgent: (header("user-agent") ?? "").slice(0, 200),
      locale: identity.kind === "actor" ? identity.locale : requestedLocaleOf(header),
    },
    identity,
    signal: () => AbortSignal.any([signal(), arrival.stopping]),
    setCookie: (value) => cookies.push(value),
    noteRate: (standing) => rates.push(standing),
    noteCommand: (commandId, seq) => commands.push({ commandId, seq: seq?.toString() ?? null }),
    isCounted: false,
    refreshToken: refresh,
    expectedUserId,
    deviceToken: device,
  };
  return { context, cookies, rates, commands };
}

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return toDomainError(error) ?? rethrow(error);
}

function rethrow(error: unknown): never {
  throw error;
}

/** Returns the response to a request that was rejected before it reached a procedure. */
export function refusalAnswer(refusal: DomainError, requestId: string, locale: Locale) {
  const { code, text, status, details } = refusal;
  return {
    status,
    headers: retryHeader([{ code, details }]),
    body: JSON.stringify({ error: { code, message: translate(text, locale), requestId } }),
  };
}

/**
 * Returns the response headers that depend on the results of the calls.
 *
 * @param done paths of the calls that succeeded. Only they can clear site data, because any page can cause a call that
 * is rejected
 */
export function outcomeHeaders(
  errors: TRPCError[],
  done: readonly string[],
  { rates, commands }: Pick<RequestContext, "rates" | "commands">,
): Record<string, string> {
  const refusals = errors.map((error) => refusalData(error, undefined, "en"));
  const spent = refusals.map(({ details }) => details).filter(isRateRefusal);
  return {
    ...retryHeader(refusals),
    ...(commands.length > 0 && { [COMMAND_SEQ_HEADER]: formatCommandSeqs(commands) }),
    ...rateHeaders([...rates, ...spent.map((refusal) => spentOf(refusal))]),
    // Deletes everything that the browser has stored for Docket's pages (W3C Clear Site Data).
    ...(done.includes("session.signOut") && { "clear-site-data": '"cache", "storage"' }),
  };
}

/**
 * Logs server errors with their cause, which the client does not receive: bugs, and an unavailable, slow or full
 * database.
 */
export function logFault({ runtime, request }: ApiContext, error: TRPCError, procedure: string | undefined): void {
  const cause = causeOf(error);
  const line = { err: cause, requestId: request.id, procedure };
  if (isDiskFull(cause)) runtime.storage.recordDiskFull();
  if (error.code === "INTERNAL_SERVER_ERROR") return runtime.log.error(line, "a procedure failed");
  if (isDatabaseFault(cause)) runtime.log.warn(line, "the database could not do what a procedure asked for");
}

/** The details of a `too_many_requests` error. */
type RateRefusal = { retryAfterSeconds: number; budget: string; limit: number; windowSeconds: number };

type RateLeft = Pick<BudgetState, "budget" | "limit" | "windowSeconds" | "remaining" | "resetSeconds">;

function spentOf({ budget, limit, windowSeconds, retryAfterSeconds }: RateRefusal): RateLeft {
  return { budget, limit, windowSeconds, remaining: 0, resetSeconds: retryAfterSeconds };
}

/** Seconds after which to retry a request that failed because the database was busy or unavailable. */
const PAUSE_SECONDS = 2;

/**
 * Returns `Retry-After` with the longest delay (RFC 9110 section 10.2.3), or no header if none of the errors is
 * temporary.
 */
function retryHeader(refusals: Pick<ApiError, "code" | "details">[]): Record<string, string> {
  const waits = refusals.flatMap(({ code, details }) => {
    if (hasRetryAfter(details)) return details.retryAfterSeconds;
    return code === "unavailable" || code === "timeout" ? PAUSE_SECONDS : [];
  });
  return waits.length === 0 ? {} : { "retry-after": String(Math.max(...waits)) };
}

/** Returns the state of each rate limit that calls were counted against (draft-ietf-httpapi-ratelimit-headers). */
function rateHeaders(rates: RateLeft[]): Record<string, string> {
  if (rates.length === 0) return {};
  const least = new Map<string, RateLeft>();
  for (const rate of rates) {
    const known = least.get(rate.budget);
    if (!known || rate.remaining < known.remaining) least.set(rate.budget, rate);
  }
  const left = [...least.values()];
  return {
    "ratelimit-policy": left
      .map(({ budget, limit, windowSeconds }) => `"${budget}";q=${limit};w=${windowSeconds}`)
      .join(", "),
    ratelimit: left
      .map(({ budget, remaining, resetSeconds }) => `"${budget}";r=${remaining};t=${resetSeconds}`)
      .join(", "),
  };
}

function isRateRefusal(detail: unknown): detail is RateRefusal {
  return hasRetryAfter(detail) && "budget" in detail && "limit" in detail && "windowSeconds" in detail;
}
