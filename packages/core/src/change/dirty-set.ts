import { setTimeout as pause } from "node:timers/promises";

export type DirtySet = {
  add: (word: string) => void;
  /** Sends at once what is waiting; for when a connection has come back. */
  flush: () => void;
  /** Ends when what is waiting has been sent, or could not be. */
  close: () => Promise<void>;
};

type DirtySetOptions = {
  send: (message: string) => Promise<void>;
  /** Shortest time from one message to the next, in milliseconds. */
  everyMs: number;
  /** Longest message; words are plain ASCII. */
  maxBytes: number;
};

/**
 * Gathers words and sends them joined by commas: the first at once, further ones together, one message on its way at a
 * time. A word that waits is sent once however often it came. What could not be sent waits for the next word or flush.
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
      // In the same turn as the last look at the set: a word that comes later starts a new run.
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
