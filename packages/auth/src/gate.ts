/** Too many are waiting already. Say so at once, with a moment to come back, instead of letting everybody wait. */
export class BusyError extends Error {
  override name = "BusyError";
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super("Too much of this work is waiting already.");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Runs work when there is room for it. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

const RETRY_AFTER_SECONDS = 2;

/**
 * Makes a gate for work that would starve everything else if it ran without bounds. First come, first served.
 *
 * @param limits how many run at once, and how many may wait; one more is refused with {@link BusyError}
 */
export function createGate(limits: { running: number; waiting: number }): Gate {
  const queue: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running >= limits.running) {
      if (queue.length >= limits.waiting) throw new BusyError(RETRY_AFTER_SECONDS);
      // Whoever finishes hands its place on, so nobody can slip in between.
      await new Promise<void>((enter) => queue.push(enter));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running--;
    }
  };
}

/** Runs work when there is room for it among the work of the same key. */
export type KeyedGate = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Makes gates of the same limits, one for each key, so that the work of one key cannot take all of what they share.
 * A key costs nothing while none of its work runs or waits.
 *
 * @param limits as in {@link createGate}, for each key
 */
export function createKeyedGate(limits: { running: number; waiting: number }): KeyedGate {
  const gates = new Map<string, { gate: Gate; users: number }>();

  return async (key, work) => {
    const entry = gates.get(key) ?? { gate: createGate(limits), users: 0 };
    gates.set(key, entry);
    entry.users++;
    try {
      return await entry.gate(work);
    } finally {
      entry.users--;
      if (entry.users === 0) gates.delete(key);
    }
  };
}
