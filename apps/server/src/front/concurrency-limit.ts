/** Limits how many of each caller's requests run concurrently. */
export type ConcurrencyLimit = {
  /**
   * Waits until the caller can run another request.
   *
   * @param caller the caller that the request counts against
   * @returns a function to call when the request has ended, or null if too many requests are already waiting
   */
  acquire(caller: string): Promise<(() => void) | null>;
};

type Caller = { running: number; readonly queue: (() => void)[] };

/**
 * Creates a limit that prevents one caller's requests from delaying those of other callers. Requests beyond `perCaller`
 * wait in order of arrival.
 *
 * @param limits how many requests from one caller can run, how many can wait, and how many requests from all callers
 * can run or wait
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
      // A finished request passes its slot to the next one, so `running` does not change.
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
