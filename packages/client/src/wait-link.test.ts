import { getEventListeners } from "node:events";
import { TRPCClientError } from "@trpc/client";
import type { Operation, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { expect, test } from "vitest";
import type { AppRouter } from "./router.ts";
import { waitLink } from "./wait-link.ts";

type Next = Parameters<ReturnType<TRPCLink<AppRouter>>>[0]["next"];

const refusal = (retryAfterSeconds: number) =>
  new TRPCClientError<AppRouter>("Too many requests.", {
    meta: {
      responseJSON: { error: { code: "too_many_requests", message: "Too many.", details: { retryAfterSeconds } } },
    },
  });

/** Starts a call that is rejected with a retry delay of one hour. */
function startCall(signal: AbortSignal) {
  const op: Operation = { id: 1, type: "query", path: "task.get", input: {}, context: {}, signal };
  const next: Next = () => observable((observer) => observer.error(refusal(3_600)));
  return waitLink({ maxWaitMs: 4_000_000 })({})({ op, next }).subscribe({});
}

test("unsubscribing from a waiting call removes its listener from the caller's signal", () => {
  const { signal } = new AbortController();
  const calls = Array.from({ length: 20 }, () => startCall(signal));
  expect(getEventListeners(signal, "abort")).toHaveLength(20);
  for (const call of calls) call.unsubscribe();
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
