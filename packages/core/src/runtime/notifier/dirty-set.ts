import { setTimeout as pause } from "node:timers/promises";

export type DirtySet = {
  add: (word: string) => void;
  /** Sends the pending entries immediately. Called when a connection is restored. */
  flush: () => void;
  /** Resolves when the pending entries have been sent or sending has failed. */
  close: () => Promise<void>;
};

type DirtySetOptions = {
  send: (message: string) => Promise<void>;
  /** Minimum time between two messages, in milliseconds. */
  everyMs: number;
  /** Maximum length of a message. Entries are plain ASCII. */
  maxBytes: number;
};

/**
 * Collects entries (words) and sends them joined by commas. The first entry is sent immediately, later ones are
 * batched, and only one message is in flight at a time. A pending entry is sent once, however often it was added.
 * Entries that could not be sent wait for the next `add` or `flush`.
 */
export function createDirtySet({ send, everyMs, maxBytes }: DirtySetOptions): DirtySet {
  const waiting = new Set<string>();
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    try {
      while (waiting.size > 0) {
        const words = takeUpTo(waiting, maxBytes);
        const [sent] = await Promise.allSettled([send(words.join(",")), pause(everyMs, null, { ref: false })]);
        if (sent.status === "fulfilled") continue;
        for (const word of words) waiting.add(word);
        return;
      }
    } finally {
      // Must happen in the same event loop turn as the last check of the set, so that an entry added later starts a new
      // run.
      running = null;
    }
  }

  const flush = () => {
    if (waiting.size > 0) running ??= run();
  };

  return {
    add(word) {
      waiting.add(word);
      flush();
    },
    flush,
    async close() {
      await running;
    },
  };
}

function takeUpTo(waiting: Set<string>, maxBytes: number): string[] {
  const taken: string[] = [];
  let length = -1;
  for (const word of waiting) {
    length += word.length + 1;
    if (length > maxBytes) break;
    taken.push(word);
    waiting.delete(word);
  }
  return taken;
}
