import { BrokenExport } from "./export-line.ts";
import type { ExportLine, ExportRow } from "./export-line.ts";

/** The lists in each kind of object, in order. */
const LISTS = {
  document: ["people", "labels", "folders", "views", "projects"],
  project: ["sections", "tasks"],
  task: ["comments"],
} as const;

/** Where each kind of row is written: the number of enclosing objects, and the list in the innermost one. */
const ROW_TARGETS: Record<ExportRow["kind"], [depth: number, list: string]> = {
  person: [0, "people"],
  label: [0, "labels"],
  folder: [0, "folders"],
  view: [0, "views"],
  project: [0, "projects"],
  section: [1, "sections"],
  task: [1, "tasks"],
  comment: [2, "comments"],
};

/** An object that has been opened but not yet closed. `waiting` contains the lists still to be written. */
type OpenObject = { waiting: string[]; list: string | null; isEmpty: boolean };

/**
 * Converts an export into one human-readable JSON document: `format`, `version`, `workspace`, and the lists in `LISTS`,
 * with each row on a separate line. The same content always produces the same document, regardless of when it is
 * exported. The document is written while the export arrives.
 */
export async function* exportDocument(lines: AsyncIterable<ExportLine>): AsyncGenerator<string, void> {
  const open: OpenObject[] = [];
  for await (const line of lines) {
    if (line.kind === "head") {
      const { format, version, workspace } = line;
      open.push(createOpenObject(LISTS.document));
      yield JSON.stringify({ format, version, workspace }).slice(0, -1);
    } else if (line.kind === "end") yield open.splice(0).toReversed().map(close).join("");
    else yield writeRow(open, line);
  }
}

function createOpenObject(lists: readonly string[]): OpenObject {
  return { waiting: [...lists], list: null, isEmpty: true };
}

function writeRow(open: OpenObject[], { kind, row }: ExportRow): string {
  const [depth, list] = ROW_TARGETS[kind];
  const closing = open
    .splice(depth + 1)
    .toReversed()
    .map(close)
    .join("");
  const around = open[depth];
  if (around === undefined) throw new BrokenExport("The export has a row at the wrong place.");
  const opening = openList(around, list);
  const comma = around.isEmpty ? "" : ",";
  around.isEmpty = false;
  const text = JSON.stringify(row);
  if (kind !== "project" && kind !== "task") return closing + opening + comma + text;
  open.push(createOpenObject(LISTS[kind]));
  return closing + opening + comma + text.slice(0, -1);
}

/** Starts a list in an object. Skipped lists are written as empty lists. */
function openList(object: OpenObject, list: string): string {
  let text = "";
  while (object.list !== list) {
    const next = object.waiting.shift();
    if (next === undefined) throw new BrokenExport("The export has a row at the wrong place.");
    text += `${object.list === null ? "" : "]"},"${next}":[`;
    object.list = next;
    object.isEmpty = true;
  }
  return text;
}

function close({ waiting, list }: OpenObject): string {
  return `${list === null ? "" : "]"}${waiting.map((name) => `,"${name}":[]`).join("")}}`;
}
