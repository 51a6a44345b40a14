import type { Operation } from "@trpc/client";
import type { DocketError, DocketErrorCode } from "./error.ts";

/** Calls in all, before the last failure is handed on; with the pauses, about three seconds. */
const MAX_ATTEMPTS = 5;
const LONGEST_PAUSE_MS = 10_000;

/** No answer, or word from in front of Docket that it can't be had just now. */
const PASSING: ReadonlySet<DocketErrorCode> = new Set(["unreachable", "unavailable", "timeout"]);

/**
 * Whether a failed call is sent again: when it got no answer and sending it twice does no more than once. That holds for
 * reading, and for a command, which the server knows by its id. A stream goes on where it was cut, however often.
 */
export function isWorthRetrying(
  op: Pick<Operation, "type" | "input" | "signal">,
  { code, retryAfterSeconds }: Pick<DocketError, "code" | "retryAfterSeconds">,
  attempts: number,
): boolean {
  if (!PASSING.has(code) || op.signal?.aborted === true) return false;
  if (op.type === "subscription") return true;
  // The wait link has waited for this one.
  if (code === "unavailable" && retryAfterSeconds !== null) return false;
  return attempts < MAX_ATTEMPTS && isRepeatable(op);
}

/** Whether sending a call twice does no more than once. */
export function isRepeatable({ type, input }: Pick<Operation, "type" | "input">): boolean {
  return type === "query" || hasCommandId(input);
}

/** The pause before the next attempt, in milliseconds: longer each time, and never the same for all clients at once. */
export function retryPause(attempt: number): number {
  return Math.min(200 * 2 ** (attempt - 1), LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
}

function hasCommandId(input: unknown): boolean {
  return typeof input === "object" && input !== null && "commandId" in input;
}
