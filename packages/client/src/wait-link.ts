import { retryAfterInDetails } from "@docket/schema/retry-after";
import type { Operation, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { toDocketError } from "./error.ts";
import type { DocketError } from "./error.ts";
import { isRepeatable } from "./retry.ts";
import type { AppRouter } from "./router.ts";

/** Default maximum total wait for one call, in milliseconds. */
export const DEFAULT_MAX_WAIT_MS = 10 * 60_000;
/** Maximum total wait while the server is unavailable, in milliseconds. A restart takes less time. */
const MAX_UNAVAILABLE_WAIT_MS = 60_000;

/** The errors that make a call wait as long as the server asks. */
export type WaitReason = "too_many_requests" | "unavailable";

type WaitOptions = { maxWaitMs: number; onWait?: ((seconds: number, reason: WaitReason) => void) | undefined };

/**
 * Retries a call that was rejected because of too many requests or because the server is unavailable, if repeating it
 * is safe. It waits as long as the server asks (`Retry-After`).
 *
 * @param options `maxWaitMs`: the maximum total wait for one call; an error that requires a longer wait is returned
 * immediately. `onWait`: called with the duration in seconds and the reason of each wait
 */
export function waitLink({ maxWaitMs, onWait }: WaitOptions): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let waitedMs = 0;
        let endWait = () => {};
        let call: { unsubscribe: () => void } | undefined;

        const wait = (ms: number, reason: WaitReason, refusal: DocketError) => {
          const giveUp = () => observer.error(refusal);
          const timer = setTimeout(() => {
            endWait();
            send();
          }, ms);
          endWait = () => {
            clearTimeout(timer);
            op.signal?.removeEventListener("abort", giveUp);
          };
          op.signal?.addEventListener("abort", giveUp, { once: true });
          waitedMs += ms;
          onWait?.(ms / 1_000, reason);
        };
        const send = () => {
          call = next(op).subscribe({
            next: (result) => observer.next(result),
            complete: () => observer.complete(),
            error: (refusal) => {
              const error = toDocketError(refusal);
              const reason = waitReasonOf(op, error);
              const ms = (error.retryAfterSeconds ?? 0) * 1_000;
              const longest = reason === "unavailable" ? Math.min(maxWaitMs, MAX_UNAVAILABLE_WAIT_MS) : maxWaitMs;
              if (reason === null || waitedMs + ms > longest) observer.error(error);
              else wait(ms, reason, error);
            },
          });
        };
        send();
        return () => {
          endWait();
          call?.unsubscribe();
        };
      });
}

/** Returns the reason why the call should wait and be retried, or null if it should not. */
function waitReasonOf(op: Operation, { code, details, retryAfterSeconds }: DocketError): WaitReason | null {
  if (retryAfterSeconds === null || op.signal?.aborted === true) return null;
  if (code === "too_many_requests") return code;
  // A call that was executed may have taken effect. `retryAfterSeconds` in the details means that it was not executed.
  return code === "unavailable" && (retryAfterInDetails(details) !== null || isRepeatable(op)) ? code : null;
}
