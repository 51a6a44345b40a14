import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import { DomainError } from "../../runtime/error.ts";
import type { ReaderAnswer, ReaderOrder } from "./import-reader-thread.ts";
import type { ReadImport, SourcedFile } from "./read-import-file.ts";
import type { UploadInput } from "./upload-input.ts";

/** Limits for reading one file and for the queue. */
export type ReaderLimits = {
  /** Maximum time for one file, in milliseconds. */
  time: number;
  /** Maximum size of the JavaScript heap, in megabytes. */
  memory: number;
  /** Maximum number of users with a file that is being read or waiting. Each user can have only one. */
  people: number;
};

const READER_LIMITS: ReaderLimits = { time: 60_000, memory: 512, people: 8 };

/** Decodes and reads uploaded files. */
export type ImportReader = {
  /**
   * Decodes the JSON input of an upload in the reader's thread, because parsing a large file takes tens of
   * milliseconds. The body is transferred to the thread and is empty afterwards.
   *
   * @throws the same errors as `read` and {@link decodeUpload}
   */
  decode: (userId: string, body: Uint8Array) => Promise<UploadInput>;
  /**
   * Reads one file in a separate thread. Its bytes are transferred to the thread and are empty afterwards.
   *
   * @param userId the user who uploads the file; only one file per user is read at a time
   * @throws DomainError `unavailable` while another file of this user is being read or if too many users are waiting;
   *   `too_large` for a file that takes more time or memory than the limits allow; otherwise the same errors as
   *   {@link readImportFile}
   */
  read: (userId: string, file: SourcedFile) => Promise<ReadImport>;
};

const IS_SOURCE = import.meta.url.endsWith(".ts");
/**
 * The worker thread's entry point: its source file in tests and in development, or a bundle next to the server's bundle
 * in production.
 */
const PROGRAM = new URL(IS_SOURCE ? "./import-reader-source.mjs" : "./import-reader-thread.js", import.meta.url);
/** Time after which an idle thread is terminated, in milliseconds. */
const IDLE_MS = 10_000;
const RETRY_AFTER_SECONDS = 5;

/**
 * Creates a reader with a single thread that reads one file at a time, because parsing is synchronous and would block
 * all requests on the main thread. If a file exceeds the limits, the thread is terminated and the file is rejected.
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
  const runOrder = async (order: ReaderOrder, bytes: Uint8Array): Promise<unknown> => {
    clearTimeout(idle);
    thread ??= startThread(limits.memory);
    try {
      return valueOf(await sendOrder(thread, { order, bytes }, limits.time));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === "too_large") endThread();
      throw error;
    } finally {
      thread?.unref();
      idle = setTimeout(endThread, IDLE_MS).unref();
    }
  };

  const ask = (userId: string, order: ReaderOrder, bytes: Uint8Array): Promise<unknown> => {
    if (people.has(userId)) throw busyError(message`Another file of yours is still being read.`);
    if (people.size >= limits.people) throw busyError(message`Many files are being read at the moment.`);
    people.add(userId);
    const turn = last.then(() => runOrder(order, bytes));
    last = turn.catch(() => undefined);
    return turn.finally(() => people.delete(userId));
  };

  // Safe because the thread answers each kind of request with the corresponding type.
  return {
    decode: async (userId, body) => (await ask(userId, { kind: "decode", body }, body)) as UploadInput,
    read: async (userId, file) => (await ask(userId, { kind: "read", file }, file.bytes)) as ReadImport,
  };
}

/** The import reader of this process. */
export const importReader = createImportReader();

function startThread(memory: number): Worker {
  return new Worker(PROGRAM, { resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 64 } });
}

/** Sends a request to a thread and transfers the bytes to it. After a failure, the thread can't be used again. */
async function sendOrder(
  thread: Worker,
  { order, bytes }: { order: ReaderOrder; bytes: Uint8Array },
  time: number,
): Promise<ReaderAnswer> {
  const over = new AbortController();
  const timeout = AbortSignal.timeout(time);
  const options = { signal: AbortSignal.any([over.signal, timeout]) };
  // Also rejects if the thread emits an error.
  const answered = once(thread, "message", options);
  const ended = once(thread, "exit", options).then(() => Promise.reject(new Error("The import reader has ended.")));
  try {
    thread.ref();
    thread.postMessage(order, [bytes.buffer as ArrayBuffer]);
    const [answer] = (await Promise.race([answered, ended])) as [ReaderAnswer];
    return answer;
  } catch (error) {
    if (timeout.aborted) throw limitExceeded(message`time`);
    throw isOutOfMemory(error) ? limitExceeded(message`memory`) : error;
  } finally {
    over.abort();
    await Promise.allSettled([answered, ended]);
  }
}

function valueOf(answer: ReaderAnswer): unknown {
  if (answer.kind === "done") return answer.value;
  if (answer.kind === "failed") throw answer.error;
  const { code, text, issues } = answer;
  throw new DomainError(code, text, issues && { issues: issues.map((issue) => ({ ...issue, message: issue.text })) });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function limitExceeded(what: TemplateMessage): DomainError {
  return new DomainError(
    "too_large",
    message`Reading this file takes too much ${what}. Export fewer projects at a time.`,
  );
}

function busyError(why: TemplateMessage): DomainError {
  const details = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  return new DomainError("unavailable", message`${why} Try again in ${RETRY_AFTER_SECONDS} seconds.`, { details });
}
