import type { Operation } from "@trpc/client";
import type { DocketError, DocketErrorCode } from "./error.ts";

/** Maximum number of attempts for a call. Including the delays, all attempts take about three seconds. */
const MAX_ATTEMPTS = 5;
const MAX_PAUSE_MS = 10_000;

/** Failures that can be temporary. */
const TEMPORARY_CODES: ReadonlySet<DocketErrorCode> = new Set(["unreachable", "unavailable", "timeout"]);

/**
 * Returns whether to retry a failed call. A call without a response is retried if repeating it is safe: queries are,
 * and so are commands, which the server recognises by their ID. Streams always reconnect.
 */
export function isWorthRetrying(
  op: Pick<Operation, "type" | "input" | "signal">,
  { code, retryAfterSeconds }: Pick<DocketError, "code" | "retryAfterSeconds">,
  attempts: number,
): boolean {
  if (!TEMPORARY_CODES.has(code) || op.signal?.aborted === true) return false;
  if (op.type === "subscription") return true;
  // The wait link has already waited for this error.
  if (code === "unavailable" && retryAfterSeconds !== null) return false;
  return attempts < MAX_ATTEMPTS && isRepeatable(op);
}

/** Returns whether a call is idempotent. */
export function isRepeatable({ type, input }: Pick<Operation, "type" | "input">): boolean {
  return type === "query" || hasCommandId(input);
}

/** Returns the delay before the next attempt in milliseconds, using exponential backoff with jitter. */
export function retryPause(attempt: number): number {
  return Math.min(200 * 2 ** (attempt - 1), MAX_PAUSE_MS) * (0.5 + Math.random() / 2);
}

function hasCommandId(input: unknown): boolean {
  return typeof input === "object" && input !== null && "commandId" in input;
}
