import type { Id } from "./id.ts";

/** The response header with the position of each command in the response. */
export const COMMAND_SEQ_HEADER = "command-seq";

/** The position of a command's last change in the change log, or null if the command changed nothing. */
export type CommandSeq = { commandId: Id; seq: string | null };

/**
 * Formats the value of the header: a list of command ids, each with its `seq` as a parameter (RFC 9651). The ids are
 * sorted, so that the header doesn't depend on the order in which the calls of a batch end.
 */
export function formatCommandSeqs(commands: readonly CommandSeq[]): string {
  return commands
    .map(({ commandId, seq }) => `"${commandId}"${seq === null ? "" : `;seq=${seq}`}`)
    .toSorted()
    .join(", ");
}

/** Parses the value of the header. Items that it can't read are left out. */
export function parseCommandSeqs(header: string): CommandSeq[] {
  const items = header.matchAll(/"([0-9a-f-]{36})"(?:;seq=(\d+))?/g);
  return [...items].map(([, commandId = "", seq = null]) => ({ commandId, seq }));
}
