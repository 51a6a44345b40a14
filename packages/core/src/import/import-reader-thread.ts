import { parentPort } from "node:worker_threads";
import { DomainError } from "../error.ts";
import type { ImportFile, ReadImport } from "./read-import-file.ts";
import { readImportFile } from "./read-import-file.ts";

/** The answer of the thread: what the file holds, why it can't be imported, or a fault of ours. */
export type ReaderAnswer =
  | { kind: "read"; read: ReadImport }
  | { kind: "refused"; code: DomainError["code"]; message: string }
  | { kind: "failed"; error: unknown };

async function answerTo(file: ImportFile): Promise<ReaderAnswer> {
  try {
    return { kind: "read", read: await readImportFile(file) };
  } catch (error) {
    if (error instanceof DomainError) return { kind: "refused", code: error.code, message: error.message };
    return { kind: "failed", error };
  }
}

parentPort?.on("message", (file: ImportFile) => {
  // The rule takes this port for a window.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  void answerTo(file).then((answer) => parentPort?.postMessage(answer));
});
