import type { AppRouter } from "@docket/api/root";
import { askedIn } from "@docket/schema/retry-after";
import type { Operation, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { toDocketError } from "./error.ts";
import type { DocketError } from "./error.ts";
import { isRepeatable } from "./retry.ts";

/** Longest that one call waits in all for its turn, in milliseconds, unless the options of the client say otherwise. */
export const DEFAULT_MAX_WAIT_MS = 10 * 60_000;
/** The same while the server is unavailable: a restart is over by then. */
const MAX_UNAVAILABLE_WAIT_MS = 60_000;

/** The refusals after which a call waits as long as the server asks. */
export type WaitReason = "too_many_requests" | "unavailable";

type WaitOptions = { maxWaitMs: number; onWait?: ((seconds: number, reason: WaitReason) => void) | undefined };

/**
 * Waits as long as the server asks (`Retry-After`) and sends the call again, when it was refused because there were too many
 * requests or because the server is unavailable, as far as sending it again is harmless.
 *
 * @param options `maxWaitMs`: the total for one call; a refusal that asks for more is passed on immediately. `onWait`: called with
 *   the seconds of each wait and its reason
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

/** Why a call waits and is sent again; null when it is not. */
function waitReasonOf(op: Operation, { code, details, retryAfterSeconds }: DocketError): WaitReason | null {
  if (retryAfterSeconds === null || op.signal?.aborted === true) return null;
  if (code === "too_many_requests") return code;
  // What was begun may have been done, unless the refusal itself says when to come again.
  return code === "unavailable" && (askedIn(details) !== null || isRepeatable(op)) ? code : null;
}
