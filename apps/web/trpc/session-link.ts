import type { AppRouter } from "@docket/api/root";
import type { TRPCClientError, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { Unsubscribable } from "@trpc/server/observable";
import type { Refreshed } from "./fetch.ts";

/**
 * Procedures for which UNAUTHORIZED refers to the input rather than the session: a wrong password or an invalid refresh
 * token.
 */
const CREDENTIAL_PROCEDURES = new Set(["session.signIn", "session.refresh"]);

/**
 * Renews the session when a call is rejected as UNAUTHORIZED, then retries the call. Each call is handled separately,
 * because the calls in a batch can have different results. Retrying is safe, because a call is rejected as UNAUTHORIZED
 * before it has any effect.
 *
 * @param renew exchanges the refresh cookie for a new access cookie
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
              const isRefused = error.data?.code === "UNAUTHORIZED" && !CREDENTIAL_PROCEDURES.has(op.path);
              if (isRefused && !isRepeated) void renewAndRepeat(error);
              else observer.error(error);
            },
          });
        };
        const renewAndRepeat = async (refusal: TRPCClientError<AppRouter>) => {
          const outcome = await renew();
          if (isAbandoned) return;
          if (outcome === "renewed") call(true);
          // Without a response, it is unknown whether the session has ended. tRPC wraps the error for the caller.
          else observer.error(outcome === "over" ? refusal : (new Error() as typeof refusal));
        };
        call(false);
        return () => {
          isAbandoned = true;
          attempt?.unsubscribe();
        };
      });
}
