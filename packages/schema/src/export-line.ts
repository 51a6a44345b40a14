import type { Comment } from "./comment.ts";
import type { Folder } from "./folder.ts";
import type { Id } from "./id.ts";
import type { Label } from "./label.ts";
import type { Project } from "./project.ts";
import type { Section } from "./section.ts";
import type { Task } from "./task.ts";
import type { View } from "./view.ts";
import type { Workspace, WorkspacePerson } from "./workspace.ts";

/** Where a workspace is exported from: by GET, with `workspace` and, for one project alone, `project`. */
export const EXPORT_PATH = "/api/export";

/** The form of the lines. A reader refuses one that it does not know. */
export const EXPORT_FORMAT = { format: "docket", version: 1 } as const;

/** Which workspace to export, or which of its projects. */
export type ExportRequest = { workspaceId: Id; projectId?: Id | undefined };

/** The first line: what follows, and how much of it there was when the export began. */
export type ExportHead = typeof EXPORT_FORMAT & {
  kind: "head";
  workspace: Workspace;
  /** The number of the last change that everything below has in it; what is behind it may be in it or not. */
  changeSeq: string;
  counts: { projects: number; sections: number; tasks: number; comments: number };
};

/** `imported` has the values of an import's source that Docket has no field for, by the names of their columns. */
type Imported = { imported?: unknown };

/** One thing of the workspace. */
export type ExportRow =
  | { kind: "person"; row: WorkspacePerson }
  | { kind: "label"; row: Label }
  | { kind: "folder"; row: Folder }
  | { kind: "view"; row: View }
  | { kind: "project"; row: Project & Imported }
  | { kind: "section"; row: Section & Imported }
  | { kind: "task"; row: Task & Imported }
  | { kind: "comment"; row: Comment & Imported };

/** The last line. An export without it has been cut off. */
type ExportEnd = {
  kind: "end";
  /** Lines between the first and this one. */
  rows: number;
  /** The number of the last change at the end: where it is not that of the first line, things changed while they were read. */
  changeSeq: string;
};

/**
 * An export as it travels, a line of JSON each: the head; people, labels, folders and views; then each project with its
 * sections behind it, and then its tasks, each with its comments behind it; and the end.
 */
export type ExportLine = ExportHead | ExportRow | ExportEnd;

/** What an export that is broken is refused with. */
export class BrokenExport extends Error {
  override name = "BrokenExport";
}

/** How many of the rows that were counted at the beginning have arrived. */
export type ExportProgress = { done: number; total: number };

/**
 * Reads the lines of an export as they arrive, the head first and the end last.
 *
 * @param onProgress hears after each piece that the network brings how far it is
 * @throws BrokenExport when it was cut off, or is in a form that this reader does not know
 */
export async function* readExport(
  body: ReadableStream<Uint8Array>,
  onProgress?: (progress: ExportProgress) => void,
): AsyncGenerator<ExportLine, void> {
  let head: ExportHead | undefined;
  let rows = 0;
  let done = 0;
  for await (const texts of linesOf(body)) {
    for (const text of texts) {
      const line = parseLine(text);
      if (head === undefined) head = requireHead(line);
      else if (line.kind === "end") {
        if (line.rows !== rows) throw new BrokenExport("The export is not complete. Please start it again.");
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
  throw new BrokenExport("The export was cut off before its end. Please start it again.");
}

const COUNTED: ReadonlySet<ExportLine["kind"]> = new Set(["project", "section", "task", "comment"]);

function totalOf({ counts }: ExportHead): number {
  return counts.projects + counts.sections + counts.tasks + counts.comments;
}

function parseLine(text: string): ExportLine {
  try {
    // Safe as the answers of procedures are: the server writes nothing else, and the head says in which form.
    return JSON.parse(text) as ExportLine;
  } catch (cause) {
    throw new BrokenExport("The export holds a line that can't be read.", { cause });
  }
}

function requireHead(line: ExportLine): ExportHead {
  const { format, version } = EXPORT_FORMAT;
  if (line.kind === "head" && line.format === format && line.version === version) return line;
  throw new BrokenExport("The export is in a form that this version does not know.");
}

/** The lines of a text as its bytes arrive; what has no end of line is none. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await readPiece(reader);
      if (done) return;
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield lines;
    }
  } finally {
    // A reader who has had enough tells the server so.
    await reader.cancel().catch(() => undefined);
  }
}

async function readPiece(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new BrokenExport("The export was cut off before its end. Please start it again.", { cause });
  }
}
