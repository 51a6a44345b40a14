/** Limits how many requests of each caller run at the same time. */
export type ConcurrencyLimit = {
  /**
   * Waits until a request of the caller may run.
   *
   * @param caller the caller against whose limit the request counts
   * @returns the function to call when the request has ended, or null if too many are already waiting
   */
  acquire(caller: string): Promise<(() => void) | null>;
};

type Caller = { running: number; readonly queue: (() => void)[] };

/**
 * Creates a limit that keeps one caller's requests from delaying those of other callers. Requests beyond `perCaller`
 * wait in order of arrival.
 *
 * @param limits how many requests of one caller may run, how many may wait, and how many requests of all callers may
 * run or wait
 */
export function createConcurrencyLimit(limits: {
  readonly perCaller: number;
  readonly queued: number;
  readonly total: number;
}): ConcurrencyLimit {
  const callers = new Map<string, Caller>();
  let total = 0;

  const leave = (name: string, caller: Caller) => {
    total -= 1;
    const next = caller.queue.shift();
    if (next !== undefined) return next();
    caller.running -= 1;
    if (caller.running === 0) callers.delete(name);
  };

  return {
    acquire: async (name) => {
      const caller = callers.get(name) ?? { running: 0, queue: [] };
      const mustWait = caller.running >= limits.perCaller;
      if (total >= limits.total || (mustWait && caller.queue.length >= limits.queued)) return null;
      total += 1;
      callers.set(name, caller);
      // A request that ends passes its slot to the next one, so `running` stays the same.
      if (mustWait) await new Promise<void>((resolve) => caller.queue.push(resolve));
      else caller.running += 1;
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        leave(name, caller);
      };
    },
  };
}
