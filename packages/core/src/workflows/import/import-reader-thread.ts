import { parentPort } from "node:worker_threads";
import type { Message } from "@docket/schema/message";
import { DomainError } from "../../runtime/error.ts";
import type { SourcedFile } from "./read-import-file.ts";
import { readImportFile } from "./read-import-file.ts";
import { decodeUpload } from "./upload-input.ts";

/** A request to the thread: decode the JSON input of an upload, or read a file. */
export type ReaderOrder = { kind: "decode"; body: Uint8Array } | { kind: "read"; file: SourcedFile };

/** The thread's response: the result, the reason why the input was rejected, or an unexpected error. */
export type ReaderAnswer =
  | { kind: "done"; value: unknown }
  | { kind: "refused"; code: DomainError["code"]; text: Message; issues: DomainError["issues"] }
  | { kind: "failed"; error: unknown };

async function answerTo(order: ReaderOrder): Promise<{ answer: ReaderAnswer; transfer: ArrayBuffer[] }> {
  try {
    if (order.kind === "read")
      return { answer: { kind: "done", value: await readImportFile(order.file) }, transfer: [] };
    const value = decodeUpload(order.body);
    return { answer: { kind: "done", value }, transfer: [value.content.buffer] };
  } catch (error) {
    if (!(error instanceof DomainError)) return { answer: { kind: "failed", error }, transfer: [] };
    const { code, text, issues } = error;
    return { answer: { kind: "refused", code, text, issues }, transfer: [] };
  }
}

parentPort?.on("message", (order: ReaderOrder) => {
  void answerTo(order).then(({ answer, transfer }) => parentPort?.postMessage(answer, transfer));
});
