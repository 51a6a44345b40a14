import { COMMAND_SEQ_HEADER, parseCommandSeqs } from "@docket/schema/command-seq";
import type { Id } from "@docket/schema/id";

const seqs = new Map<Id, string | null>();

/** Records the positions of the commands in a response, and returns the response. */
export function recordCommandSeqs(response: Response): Response {
  for (const { commandId, seq } of parseCommandSeqs(response.headers.get(COMMAND_SEQ_HEADER) ?? ""))
    seqs.set(commandId, seq);
  return response;
}

/** Returns the position of an answered command's last change, once. Null if it changed nothing. */
export function takeCommandSeq(commandId: Id): string | null {
  const seq = seqs.get(commandId) ?? null;
  seqs.delete(commandId);
  return seq;
}
