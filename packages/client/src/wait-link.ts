import type { AppRouter } from "@docket/api/root";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { toDocketError } from "./error.ts";
import type { DocketError } from "./error.ts";

/** Longest that one call waits in all for its turn, in milliseconds, unless the options of the client say otherwise. */
export const DEFAULT_MAX_WAIT_MS = 10 * 60_000;

/**
 * Waits as long as the server asks (`Retry-After`) and sends the call again, when it was refused because there were too many
 * requests. Such a call has not been carried out, so it may be sent again whatever it does.
 *
 * @param options `maxWaitMs`: the total for one call; a refusal that asks for more is passed on immediately. `onWait`: called with
 *   the seconds of each wait
 */
export function waitLink({
  maxWaitMs,
  onWait,
}: {
  maxWaitMs: number;
  onWait?: ((seconds: number) => void) | undefined;
}): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let waitedMs = 0;
        let timer: NodeJS.Timeout | undefined;
        let call: { unsubscribe: () => void } | undefined;

        const waitFor = (error: DocketError): number | null => {
          if (error.code !== "too_many_requests" || error.retryAfterSeconds === null) return null;
          const ms = error.retryAfterSeconds * 1_000;
          return op.signal?.aborted === true || waitedMs + ms > maxWaitMs ? null : ms;
        };
        const wait = (ms: number, refusal: DocketError) => {
          const giveUp = () => observer.error(refusal);
          waitedMs += ms;
          op.signal?.addEventListener("abort", giveUp, { once: true });
          timer = setTimeout(() => {
            op.signal?.removeEventListener("abort", giveUp);
            send();
          }, ms);
          onWait?.(ms / 1_000);
        };
        const send = () => {
          call = next(op).subscribe({
            next: (result) => observer.next(result),
            complete: () => observer.complete(),
            error: (refusal) => {
              const error = toDocketError(refusal);
              const ms = waitFor(error);
              if (ms === null) observer.error(error);
              else wait(ms, error);
            },
          });
        };
        send();
        return () => {
          clearTimeout(timer);
          call?.unsubscribe();
        };
      });
}
