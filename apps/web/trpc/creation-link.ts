import type { AppRouter } from "@docket/api/root";
import type { Id } from "@docket/schema/id";
import type { TRPCClientError, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { Unsubscribable } from "@trpc/server/observable";

/** The IDs of what the user has created and the server may not know yet. */
let unconfirmed: ReadonlySet<Id> = new Set();
const waiting = new Set<() => void>();

/** Sets the IDs of what the user has created and the server may not know yet. Sends the queries that waited for others. */
export function setUnconfirmedIds(ids: ReadonlySet<Id>): void {
  unconfirmed = ids;
  for (const sendIfKnown of waiting) sendIfKnown();
}

/**
 * Holds queries about something that the user has just created until the server has answered the command that creates
 * it. The page already shows it, and the server would respond that it does not exist.
 */
export function creationLink(): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let request: Unsubscribable | undefined;
        const sendIfKnown = () => {
          if (op.type === "query" && mentionsUnconfirmed(op.input)) return void waiting.add(sendIfKnown);
          waiting.delete(sendIfKnown);
          request = next(op).subscribe(observer);
        };
        // tRPC wraps the error for the caller.
        const onAbort = () => waiting.has(sendIfKnown) && observer.error(new Error() as TRPCClientError<AppRouter>);
        op.signal?.addEventListener("abort", onAbort);
        sendIfKnown();
        return () => {
          op.signal?.removeEventListener("abort", onAbort);
          waiting.delete(sendIfKnown);
          request?.unsubscribe();
        };
      });
}

function mentionsUnconfirmed(value: unknown): boolean {
  if (unconfirmed.size === 0) return false;
  if (typeof value === "string") return unconfirmed.has(value);
  return typeof value === "object" && value !== null && Object.values(value).some(mentionsUnconfirmed);
}
