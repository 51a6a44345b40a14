import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { DomainError } from "../error.ts";
import type { ReaderAnswer, ReaderOrder } from "./import-reader-thread.ts";
import type { ImportFile, ReadImport } from "./read-import-file.ts";
import type { UploadInput } from "./upload-input.ts";

/** What reading one file may take, and how many people may wait for theirs. */
export type ReaderLimits = {
  /** Milliseconds for one file. */
  time: number;
  /** Megabytes of JavaScript objects. */
  memory: number;
  /** People whose files are read or wait; one file each. */
  people: number;
};

const READER_LIMITS: ReaderLimits = { time: 60_000, memory: 512, people: 8 };

/** Decodes and reads files that people send. */
export type ImportReader = {
  /**
   * Decodes the JSON input of an upload in that thread, because parsing it takes tens of milliseconds for a large file. The
   * body is handed over and empty afterwards.
   *
   * @throws DomainError as `read`, and what {@link decodeUpload} throws
   */
  decode: (userId: string, body: Uint8Array) => Promise<UploadInput>;
  /**
   * Reads one file in a thread of its own. Its bytes are handed over and empty afterwards.
   *
   * @param userId who sends it; one file of a person is read at a time
   * @throws DomainError `unavailable` while another file of this person is read or too many wait; `too_large` for a file that
   *   takes more time or memory than the limits allow; what {@link readImportFile} throws
   */
  read: (userId: string, file: ImportFile) => Promise<ReadImport>;
};

const IS_SOURCE = import.meta.url.endsWith(".ts");
/** The thread's program: its source in tests and in development, a bundle beside the server's in production. */
const PROGRAM = new URL(IS_SOURCE ? "./import-reader-source.mjs" : "./import-reader-thread.js", import.meta.url);
/** How long a thread without work is kept, in milliseconds. */
const IDLE_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/**
 * Creates a reader. It has one thread, in which files are read one after the other: parsing is synchronous, and on the main
 * thread one file would hold up everybody. A thread that exceeds its limits is ended, and the file is refused.
 */
export function createImportReader(limits: ReaderLimits = READER_LIMITS): ImportReader {
  const people = new Set<string>();
  let thread: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const endThread = () => {
    void thread?.terminate();
    thread = null;
  };
  const askNow = async (order: ReaderOrder, bytes: Uint8Array): Promise<unknown> => {
    clearTimeout(idle);
    thread ??= startThread(limits.memory);
    try {
      return valueOf(await askThread(thread, { order, bytes }, limits.time));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === "too_large") endThread();
      throw error;
    } finally {
      thread?.unref();
      idle = setTimeout(endThread, IDLE_MS).unref();
    }
  };

  const ask = (userId: string, order: ReaderOrder, bytes: Uint8Array): Promise<unknown> => {
    if (people.has(userId)) throw isBusy("Another file of yours is still being read.");
    if (people.size >= limits.people) throw isBusy("Many files are being read at the moment.");
    people.add(userId);
    const turn = last.then(() => askNow(order, bytes));
    last = turn.catch(() => undefined);
    return turn.finally(() => people.delete(userId));
  };

  // Safe because the thread answers each kind of order with its own type.
  return {
    decode: async (userId, body) => (await ask(userId, { kind: "decode", body }, body)) as UploadInput,
    read: async (userId, file) => (await ask(userId, { kind: "read", file }, file.bytes)) as ReadImport,
  };
}

/** The reader of this process. */
export const importReader = createImportReader();

function startThread(memory: number): Worker {
  return new Worker(PROGRAM, { resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 64 } });
}

/** Sends an order to a thread, whose bytes move there. When this fails, the thread is of no further use. */
async function askThread(
  thread: Worker,
  { order, bytes }: { order: ReaderOrder; bytes: Uint8Array },
  time: number,
): Promise<ReaderAnswer> {
  const over = new AbortController();
  const timeout = AbortSignal.timeout(time);
  const options = { signal: AbortSignal.any([over.signal, timeout]) };
  // Rejects with what the thread fails with, too.
  const answered = once(thread, "message", options);
  const ended = once(thread, "exit", options).then(() => Promise.reject(new Error("The import reader has ended.")));
  try {
    thread.ref();
    thread.postMessage(order, [bytes.buffer as ArrayBuffer]);
    const [answer] = (await Promise.race([answered, ended])) as [ReaderAnswer];
    return answer;
  } catch (error) {
    if (timeout.aborted) throw tooMuch("time");
    throw isOutOfMemory(error) ? tooMuch("memory") : error;
  } finally {
    over.abort();
    await Promise.allSettled([answered, ended]);
  }
}

function valueOf(answer: ReaderAnswer): unknown {
  if (answer.kind === "done") return answer.value;
  if (answer.kind === "failed") throw answer.error;
  const { code, message, issues } = answer;
  throw new DomainError(code, message, issues && { issues });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function tooMuch(what: "time" | "memory"): DomainError {
  return new DomainError("too_large", `Reading this file takes too much ${what}. Export fewer projects at a time.`);
}

function isBusy(why: string): DomainError {
  const details = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  return new DomainError("unavailable", `${why} Try again in ${RETRY_AFTER_SECONDS} seconds.`, { details });
}
