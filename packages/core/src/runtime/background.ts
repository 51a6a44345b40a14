import type { Logger } from "pino";

/**
 * Runs work that a response does not wait for, because its duration would reveal something or the caller does not need
 * the result.
 */
export type Background = {
  /**
   * Starts the work in a later iteration of the event loop, so that the caller can respond first. Errors are logged.
   */
  run: (name: string, work: () => Promise<void>) => void;
  /** Resolves when all work that was started has ended. Called at shutdown and in tests. */
  settled: () => Promise<void>;
};

/**
 * Creates this process's runner for background work. Its queue is not durable: work that must survive a crash belongs
 * in a table.
 */
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
