/** Thrown when the queue is full. Failing fast with a retry delay avoids long waits for everyone. */
export class BusyError extends Error {
  override name = "BusyError";
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super("Too much of this work is waiting already.");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Runs work as soon as a slot is free. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

const RETRY_AFTER_SECONDS = 2;

/**
 * Creates a gate, which limits concurrency for work that would otherwise starve everything else. Work runs in order of
 * arrival.
 *
 * @param limits how much work can run and wait at the same time; further work is rejected with {@link BusyError}
 */
export function createGate(limits: { running: number; waiting: number }): Gate {
  const queue: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running >= limits.running) {
      if (queue.length >= limits.waiting) throw new BusyError(RETRY_AFTER_SECONDS);
      // Finished work hands its slot directly to the next in the queue, so that new work can't overtake it.
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

/** Runs work as soon as a slot for its key is free. */
export type KeyedGate = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/**
 * Creates one gate per key, all with the same limits, so that a single key can't exhaust shared resources. A key
 * without running or waiting work uses no memory.
 *
 * @param limits limits for each key, as in {@link createGate}
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
