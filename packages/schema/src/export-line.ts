import type { Comment } from "./comment.ts";
import type { Folder } from "./folder.ts";
import type { Id } from "./id.ts";
import type { Label } from "./label.ts";
import { linesOf } from "./ndjson.ts";
import type { Project } from "./project.ts";
import type { Section } from "./section.ts";
import type { Task } from "./task.ts";
import type { View } from "./view.ts";
import type { Workspace, WorkspacePerson } from "./workspace.ts";

/** Path of workspace exports: GET with `workspace` and, for a single project, `project`. */
export const EXPORT_PATH = "/api/export";

/** The format of the export. Readers reject an unknown format. */
export const EXPORT_FORMAT = { format: "docket", version: 1 } as const;

/** The workspace to export, or one of its projects. */
export type ExportRequest = { workspaceId: Id; projectId?: Id | undefined };

/** The first line: the format of the export, and the row counts when the export began. */
export type ExportHead = typeof EXPORT_FORMAT & {
  kind: "head";
  workspace: Workspace;
  /** The `seq` of the last change that the export is certain to include. It can include later changes too. */
  changeSeq: string;
  counts: { projects: number; sections: number; tasks: number; comments: number };
};

/** `imported` contains the values from an imported file that have no field in Docket, keyed by column name. */
type Imported = { imported?: unknown };

/** One entity in the workspace. */
export type ExportRow =
  | { kind: "person"; row: WorkspacePerson }
  | { kind: "label"; row: Label }
  | { kind: "folder"; row: Folder }
  | { kind: "view"; row: View }
  | { kind: "project"; row: Project & Imported }
  | { kind: "section"; row: Section & Imported }
  | { kind: "task"; row: Task & Imported }
  | { kind: "comment"; row: Comment & Imported };

/** The last line. An export without it has been truncated. */
type ExportEnd = {
  kind: "end";
  /** Number of lines between the first line and this one. */
  rows: number;
  /**
   * The `seq` of the last change when the export ended. If it differs from the first line's, data changed during the
   * export.
   */
  changeSeq: string;
};

/**
 * A line of an export, sent as JSON. The head comes first, followed by people, labels, folders and views, then by each
 * project with its sections and tasks. Each task is followed by its comments. The last line is the end.
 */
export type ExportLine = ExportHead | ExportRow | ExportEnd;

/** Thrown for a truncated or malformed export. */
export class BrokenExport extends Error {
  override name = "BrokenExport";
}

/** How many of the rows counted at the start have been received. */
export type ExportProgress = { done: number; total: number };

/**
 * Yields the lines of an export as they arrive, from the head to the end.
 *
 * @param onProgress called after each chunk from the network
 * @throws BrokenExport if the export is truncated or its format is unknown
 */
export async function* readExport(
  body: ReadableStream<Uint8Array>,
  onProgress?: (progress: ExportProgress) => void,
): AsyncGenerator<ExportLine, void> {
  let head: ExportHead | undefined;
  let rows = 0;
  let done = 0;
  for await (const texts of linesOf(body, cutOff)) {
    for (const text of texts) {
      const line = parseLine(text);
      if (head === undefined) head = requireHead(line);
      else if (line.kind === "end") {
        if (line.rows !== rows) throw new BrokenExport("The export is incomplete. Start it again.");
        onProgress?.({ done, total: done });
        yield line;
        return;
      } else {
        rows += 1;
        if (COUNTED.has(line.kind)) done += 1;
      }
      yield line;
    }
    if (head !== undefined) onProgress?.({ done, total: Math.max(done, totalOf(head)) });
  }
  throw cutOff();
}

function cutOff(cause?: unknown): BrokenExport {
  return new BrokenExport(
    "The export was cut off before its end. Start it again.",
    cause === undefined ? {} : { cause },
  );
}

const COUNTED: ReadonlySet<ExportLine["kind"]> = new Set(["project", "section", "task", "comment"]);

function totalOf({ counts }: ExportHead): number {
  return counts.projects + counts.sections + counts.tasks + counts.comments;
}

function parseLine(text: string): ExportLine {
  try {
    // Not validated, for the same reason as a procedure's result: only the server writes these lines, and the head
    // contains the format.
    return JSON.parse(text) as ExportLine;
  } catch (cause) {
    throw new BrokenExport("The export contains a line that can't be read.", { cause });
  }
}

function requireHead(line: ExportLine): ExportHead {
  const { format, version } = EXPORT_FORMAT;
  if (line.kind === "head" && line.format === format && line.version === version) return line;
  throw new BrokenExport("This version doesn't support the format of the export.");
}
