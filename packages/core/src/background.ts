import type { Logger } from "pino";

/** Work that an answer does not wait for, because how long it takes would tell something, or nobody needs to wait. */
export type Background = {
  /** Starts the work after the caller has got its answer. What it throws is logged. */
  run: (name: string, work: () => Promise<void>) => void;
  /** Resolves when everything that was started has ended: at shutdown, and in tests. */
  settled: () => Promise<void>;
};

/** Makes the one list of such work of a process. It is not durable: for what must survive a crash there is a table. */
export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>();
  return {
    run: (name, work) => {
      const job = new Promise<void>((start) => setImmediate(start))
        .then(work)
        .catch((error: unknown) => log.error({ err: error, work: name }, "background work failed"))
        .finally(() => running.delete(job));
      running.add(job);
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
