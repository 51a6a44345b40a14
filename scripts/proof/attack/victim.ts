import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import type { Headers } from "./caller.ts";

/** The duration of each request, and the reasons for failures. */
export type Waits = { milliseconds: number[]; failures: string[] };

/** A victim's request, with their credentials. */
export type VictimCall = { path: string; headers: Headers };

/** Simulates users of the server while it is under attack. */
export type Victim = {
  /** Sends requests at a constant rate until `during` settles, and for at least the given number of milliseconds. */
  watch: (milliseconds: number, during?: Promise<unknown>) => Promise<Waits>;
  close: () => Promise<void>;
};

/** Interval between requests in milliseconds. */
const REQUEST_INTERVAL_MS = 25;
const TIMEOUT_MS = 10_000;

/**
 * Creates a victim. It sends requests without waiting for responses, so that a server that blocks for two seconds
 * counts as much as one that is slow for two seconds.
 *
 * @param calls calls by several users, made in turn because each user has a rate limit
 * @param options `isNew`: whether each request uses a new connection; `from`: the loopback address of the client
 */
export function createVictim(
  origin: string,
  calls: readonly VictimCall[],
  { isNew = false, from = "127.0.0.1" }: { isNew?: boolean; from?: string } = {},
): Victim {
  const pool = new Pool(origin, {
    connections: 64,
    connect: { localAddress: from, timeout: TIMEOUT_MS },
    headersTimeout: TIMEOUT_MS,
    ...(isNew && { pipelining: 0 }),
  });
  let count = 0;
  const ask = async (waits: Waits) => {
    const startedAt = performance.now();
    const call = calls[(count += 1) % calls.length];
    const failure = await pool.request({ method: "GET", ...call }).then(
      async ({ statusCode, body }) => {
        await body.dump();
        return statusCode === 200 ? null : String(statusCode);
      },
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
    waits.milliseconds.push(performance.now() - startedAt);
    if (failure !== null) waits.failures.push(failure);
  };
  return {
    watch: async (milliseconds, during) => {
      const waits: Waits = { milliseconds: [], failures: [] };
      const endsAt = performance.now() + milliseconds;
      const attack = { isOver: during === undefined };
      void during?.finally(() => (attack.isOver = true));
      const asked: Promise<void>[] = [];
      while (!attack.isOver || performance.now() < endsAt) {
        asked.push(ask(waits));
        await sleep(REQUEST_INTERVAL_MS);
      }
      await Promise.all(asked);
      return waits;
    },
    close: () => pool.destroy(),
  };
}

/** Returns the median of a list. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
