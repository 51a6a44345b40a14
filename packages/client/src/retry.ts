import type { Operation } from "@trpc/client";
import type { DocketError, DocketErrorCode } from "./error.ts";

/** Total number of attempts for a call. Including the pauses, they take about three seconds. */
const MAX_ATTEMPTS = 5;
const MAX_PAUSE_MS = 10_000;

/** Failures that may be temporary. */
const TEMPORARY_CODES: ReadonlySet<DocketErrorCode> = new Set(["unreachable", "unavailable", "timeout"]);

/**
 * Returns whether to retry a failed call. It is retried if it got no response and repeating it is safe, as it is for
 * queries, and for commands, which the server recognises by their ID. Streams always reconnect.
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

/** Returns whether sending a call twice has the same effect as sending it once. */
export function isRepeatable({ type, input }: Pick<Operation, "type" | "input">): boolean {
  return type === "query" || hasCommandId(input);
}

/** Returns the delay before the next attempt in milliseconds, with exponential backoff and jitter. */
export function retryPause(attempt: number): number {
  return Math.min(200 * 2 ** (attempt - 1), MAX_PAUSE_MS) * (0.5 + Math.random() / 2);
}

function hasCommandId(input: unknown): boolean {
  return typeof input === "object" && input !== null && "commandId" in input;
}
