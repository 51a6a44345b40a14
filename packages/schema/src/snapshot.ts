import type { Folder } from "./folder.ts";
import type { Id } from "./id.ts";
import type { Label } from "./label.ts";
import type { Member } from "./member.ts";
import { linesOf } from "./ndjson.ts";
import type { Project } from "./project.ts";
import type { Section } from "./section.ts";
import type { TaskSummary } from "./task.ts";
import type { Timestamp } from "./timestamp.ts";
import type { View } from "./view.ts";
import type { WorkspacePerson } from "./workspace.ts";

/** Path of snapshots: GET with `workspace` and, for a single project, `project`. */
export const SNAPSHOT_PATH = "/api/snapshot";

/** The format of a snapshot. Readers reject an unknown format. */
export const SNAPSHOT_FORMAT = { format: "docket-snapshot", version: 1 } as const;

/** Maximum number of tasks in one snapshot, of one or of all projects. */
export const MAX_SNAPSHOT_TASKS = 50_000;

/** Maximum number of rows in one block. */
export const SNAPSHOT_BLOCK_ROWS = 1_000;

/** Tasks that were closed within this number of days are in a snapshot, even if no other task in it is their parent. */
export const SNAPSHOT_CLOSED_DAYS = 14;

/** Tasks that are due within this number of days are in the snapshot of a project that has too many tasks. */
export const SNAPSHOT_DUE_DAYS = 7;

export type SnapshotRequest = { workspaceId: Id; projectId: Id };

/**
 * Which tasks of the project a snapshot contains. Trashed tasks are never included.
 *
 * `all`: all open tasks, those closed at or after `closedSince`, and all sub-tasks of these. `due`: there are too many,
 * so it contains only open tasks that are due, in any time zone, on or before `dueUntil`. Some of the next days can be
 * among them. `none`: there are too many of these, too.
 */
export type SnapshotCoverage =
  | { kind: "all"; closedSince: Timestamp }
  | { kind: "due"; dueUntil: string }
  | { kind: "none" };

/** The first line of a project: the format, the position in the change log that its lines correspond to, and the project. */
export type SnapshotHead = typeof SNAPSHOT_FORMAT & {
  kind: "head";
  seq: string;
  epoch: Id;
  covered: SnapshotCoverage;
  /** Number of tasks in the snapshot. */
  tasks: number;
  project: Project;
};

/**
 * The first line of the snapshot of a workspace: the position to which the next blocks correspond, and the projects whose
 * snapshots follow them.
 */
export type WorkspaceSnapshotHead = typeof SNAPSHOT_FORMAT & {
  kind: "workspace";
  seq: string;
  epoch: Id;
  projectIds: Id[];
};

/** The entities in a snapshot. The first four kinds are only in the snapshot of a workspace. */
export type SnapshotRow =
  | { kind: "person"; row: WorkspacePerson }
  | { kind: "project"; row: Project }
  | { kind: "folder"; row: Folder }
  | { kind: "view"; row: View }
  | { kind: "section"; row: Section }
  | { kind: "member"; row: Member }
  | { kind: "label"; row: Label }
  | { kind: "task"; row: TaskSummary };

/** A line of entities of one kind, by column. */
export type SnapshotBlock = {
  kind: SnapshotRow["kind"];
  /** Number of entities. */
  rows: number;
  /** The values that all entities of the block have in common. */
  common: Record<string, unknown>;
  /** The other values, by name, each with one item for every entity. */
  columns: Record<string, unknown[]>;
};

/** The last line, with the number of lines between the first and this one. A snapshot without it has been truncated. */
type SnapshotEnd = { kind: "end"; blocks: number };

/**
 * A line of a snapshot, sent as JSON: the head, the blocks of sections, members, labels and tasks, and the end. A kind
 * can have several blocks. A kind without entities has no block.
 *
 * The snapshot of a workspace begins with a head of its own and the blocks of people, projects, folders, labels and views.
 * The head and the blocks of each project follow.
 */
type SnapshotLine = WorkspaceSnapshotHead | SnapshotHead | SnapshotBlock | SnapshotEnd;

/** Thrown for a truncated or malformed snapshot. */
export class BrokenSnapshot extends Error {
  override name = "BrokenSnapshot";
}

/**
 * Yields the head and the blocks of a snapshot as they arrive.
 *
 * @typeParam Head the heads that it contains; give {@link WorkspaceSnapshotHead}, too, for the snapshot of a workspace
 * @throws BrokenSnapshot if the snapshot is truncated or its format is unknown
 */
export async function* parseSnapshot<Head extends SnapshotHead | WorkspaceSnapshotHead = SnapshotHead>(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Head | SnapshotBlock, void> {
  let lines = 0;
  for await (const texts of linesOf(body, cutOff)) {
    for (const text of texts) {
      const line = parseLine(text);
      if (line.kind === "end") {
        if (line.blocks !== lines - 1) throw cutOff();
        return;
      }
      if (lines === 0) requireFormat(line);
      lines += 1;
      // Safe because the request determines the heads.
      yield line as Head | SnapshotBlock;
    }
  }
  throw cutOff();
}

/** Returns the entities of a block. */
export function rowsOf({ kind, rows, common, columns }: SnapshotBlock): SnapshotRow[] {
  const lists = Object.entries(columns);
  return Array.from({ length: rows }, (_, index) => {
    const row: Record<string, unknown> = { ...common };
    for (const [name, values] of lists) row[name] = values[index];
    // Safe because only the server writes these lines, and the head contains the format.
    return { kind, row } as unknown as SnapshotRow;
  });
}

function parseLine(text: string): SnapshotLine {
  try {
    // Not validated, for the same reason as a procedure's result.
    return JSON.parse(text) as SnapshotLine;
  } catch (cause) {
    throw new BrokenSnapshot("The snapshot contains a line that can't be read.", { cause });
  }
}

function requireFormat(line: SnapshotLine): void {
  const { format, version } = SNAPSHOT_FORMAT;
  const isHead = line.kind === "head" || line.kind === "workspace";
  if (isHead && line.format === format && line.version === version) return;
  throw new BrokenSnapshot("This version doesn't support the format of the snapshot.");
}

function cutOff(cause?: unknown): BrokenSnapshot {
  const message = "The snapshot was cut off before its end. Read it again.";
  return new BrokenSnapshot(message, cause === undefined ? {} : { cause });
}
