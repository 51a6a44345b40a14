import { parseSnapshot } from "@docket/schema/snapshot";
import type { SnapshotBlock, SnapshotHead, WorkspaceSnapshotHead } from "@docket/schema/snapshot";
import { collect } from "./collect.ts";

/** A line of the snapshot of a project or workspace. */
export type SnapshotTestLine = WorkspaceSnapshotHead | SnapshotHead | SnapshotBlock;

/**
 * Parses the lines of a snapshot as a client does.
 *
 * @throws Error if a line contains a line break
 */
export function parseLines(lines: AsyncIterable<string>): Promise<SnapshotTestLine[]> {
  const encoder = new TextEncoder();
  async function* toBytes() {
    for await (const line of lines) {
      if (line.includes("\n")) throw new Error("A line contains a line break.");
      yield encoder.encode(`${line}\n`);
    }
  }
  const body = ReadableStream.from(toBytes()) as ReadableStream<Uint8Array>;
  return collect(parseSnapshot<WorkspaceSnapshotHead | SnapshotHead>(body));
}
