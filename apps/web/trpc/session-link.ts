import type { AppRouter } from "@docket/api/root";
import type { TRPCClientError, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { Unsubscribable } from "@trpc/server/observable";
import type { Refreshed } from "./fetch.ts";

/** Procedures that refuse what they are given, not the session: a wrong password, a refresh token without a session. */
const OPENING = new Set(["session.signIn", "session.refresh"]);

/**
 * Renews the session when a call is refused for want of one, and then makes the call once more. It is decided for each
 * call, because calls of one batch can fare differently. Repeating is safe: such a call is refused before it does anything.
 *
 * @param renew trades the refresh cookie for a new access cookie
 */
export function sessionLink(renew: () => Promise<Refreshed>): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let attempt: Unsubscribable | undefined;
        let isAbandoned = false;
        const call = (isRepeated: boolean) => {
          attempt = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              const isRefused = error.data?.code === "UNAUTHORIZED" && !OPENING.has(op.path);
              if (isRefused && !isRepeated) void renewAndRepeat(error);
              else observer.error(error);
            },
          });
        };
        const renewAndRepeat = async (refusal: TRPCClientError<AppRouter>) => {
          const outcome = await renew();
          if (isAbandoned) return;
          if (outcome === "renewed") call(true);
          else observer.error(refusal);
        };
        call(false);
        return () => {
          isAbandoned = true;
          attempt?.unsubscribe();
        };
      });
}
