import { DomainError } from "@docket/core/error";
import { isDatabaseFault, isDiskFull, refusalOf } from "@docket/core/fault";
import { hasRetryAfter } from "@docket/core/limit/rate";
import type { RateStanding } from "@docket/core/limit/rate";
import type { Runtime } from "@docket/core/runtime";
import { authenticate } from "@docket/core/session/authenticate";
import { tokensIn } from "@docket/core/session/cookie";
import type { Refusal } from "@docket/schema/error";
import type { TRPCError } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { causeOf, refusalData } from "./error.ts";

/** What the front knows of a request. */
export type Arrival = {
  requestId: string;
  clientIp: string;
  /** Aborts when the process is about to end. */
  stopping: AbortSignal;
  /** Tells the request log who it was. */
  identify: (userId: string) => void;
};

/** One request as the procedures see it, the cookies that they want set, and the budgets against which they were counted. */
export type RequestContext = { context: ApiContext; cookies: string[]; rates: RateStanding[] };

/**
 * Finds out who asks, once for all calls of a request.
 *
 * @param header reads a request header, by its name in lower case
 * @param signal aborts when the client is gone
 * @returns a refusal when the credential could not even be looked at, or the database is away
 */
export async function openContext(
  runtime: Runtime,
  arrival: Arrival,
  header: (name: string) => string | null | undefined,
  signal: () => AbortSignal,
): Promise<RequestContext | DomainError> {
  const cookies: string[] = [];
  const rates: RateStanding[] = [];
  const { access, refresh, device } = tokensIn(runtime.cookies, header("cookie") ?? null);
  const credentials = { accessToken: access, authorization: header("authorization") ?? null, ip: arrival.clientIp };
  const identity = await authenticate(runtime, credentials).catch((error: unknown) => asRefusal(error));
  if (identity instanceof DomainError) return identity;
  if (identity.kind === "actor") arrival.identify(identity.actor.userId);
  const context: ApiContext = {
    runtime,
    request: {
      id: arrival.requestId,
      ip: arrival.clientIp,
      userAgent: (header("user-agent") ?? "").slice(0, 200),
    },
    identity,
    signal: () => AbortSignal.any([signal(), arrival.stopping]),
    setCookie: (value) => cookies.push(value),
    noteRate: (standing) => rates.push(standing),
    isCounted: false,
    refreshToken: refresh,
    deviceToken: device,
  };
  return { context, cookies, rates };
}

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return refusalOf(error) ?? rethrow(error);
}

function rethrow(error: unknown): never {
  throw error;
}

/** The answer to a request that came to no procedure. */
export function refusalAnswer(refusal: DomainError, requestId: string) {
  const { code, message, status, details } = refusal;
  return {
    status,
    headers: retryHeader([{ code, details }]),
    body: JSON.stringify({ error: { code, message, requestId } }),
  };
}

/**
 * Headers that the outcome of the calls asks for.
 *
 * @param done paths of the calls that succeeded: a refused one, which any page can bring about, must not clear anything
 */
export function outcomeHeaders(
  errors: TRPCError[],
  done: readonly string[],
  rates: readonly RateStanding[],
): Record<string, string> {
  const refusals = errors.map((error) => refusalData(error, undefined));
  const spent = refusals.map(({ details }) => details).filter(isRateRefusal);
  return {
    ...retryHeader(refusals),
    ...rateHeaders([...rates, ...spent.map((refusal) => spentOf(refusal))]),
    // Nothing that this browser kept of the person's pages stays behind (W3C Clear Site Data).
    ...(done.includes("session.signOut") && { "clear-site-data": '"cache", "storage"' }),
  };
}

/**
 * Writes what went wrong on our side to the log, with the cause that the client does not get to see: faults of ours, and
 * a database that was away, too slow or full.
 */
export function logFault({ runtime, request }: ApiContext, error: TRPCError, procedure: string | undefined): void {
  const cause = causeOf(error);
  const line = { err: cause, requestId: request.id, procedure };
  if (isDiskFull(cause)) runtime.storage.noteFull();
  if (error.code === "INTERNAL_SERVER_ERROR") return runtime.log.error(line, "a procedure failed");
  if (isDatabaseFault(cause)) runtime.log.warn(line, "the database could not do what a procedure asked for");
}

/** The details of a refusal for too many requests. */
type RateRefusal = { retryAfterSeconds: number; budget: string; limit: number; windowSeconds: number };

type RateLeft = Pick<RateStanding, "budget" | "limit" | "windowSeconds" | "remaining" | "resetSeconds">;

function spentOf({ budget, limit, windowSeconds, retryAfterSeconds }: RateRefusal): RateLeft {
  return { budget, limit, windowSeconds, remaining: 0, resetSeconds: retryAfterSeconds };
}

/** Pause in seconds before a request is worth repeating that met a database too busy or away for it. */
const PAUSE_SECONDS = 2;

/** The longest of the waits (RFC 9110 section 10.2.3); empty when none of the refusals passes by itself. */
function retryHeader(refusals: Pick<Refusal, "code" | "details">[]): Record<string, string> {
  const waits = refusals.flatMap(({ code, details }) => {
    if (hasRetryAfter(details)) return details.retryAfterSeconds;
    return code === "unavailable" || code === "timeout" ? PAUSE_SECONDS : [];
  });
  return waits.length === 0 ? {} : { "retry-after": String(Math.max(...waits)) };
}

/** What is left of each budget that the calls were counted against (draft-ietf-httpapi-ratelimit-headers). */
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
