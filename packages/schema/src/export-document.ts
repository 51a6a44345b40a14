import { BrokenExport } from "./export-line.ts";
import type { ExportLine, ExportRow } from "./export-line.ts";

/** The lists that an object of the document has, in their order. */
const LISTS = {
  document: ["people", "labels", "folders", "views", "projects"],
  project: ["sections", "tasks"],
  task: ["comments"],
} as const;

/** Where a row goes: how many objects lie around it, and the list of the innermost. */
const HOMES: Record<ExportRow["kind"], [depth: number, list: string]> = {
  person: [0, "people"],
  label: [0, "labels"],
  folder: [0, "folders"],
  view: [0, "views"],
  project: [0, "projects"],
  section: [1, "sections"],
  task: [1, "tasks"],
  comment: [2, "comments"],
};

/** An object of which the beginning is written. */
type OpenObject = { waiting: string[]; list: string | null; isEmpty: boolean };

/**
 * Turns the lines of an export into those of one JSON document, as people keep it: `format`, `version`, `workspace`, and the
 * lists of {@link LISTS}, a row on each line. Equal contents give equal documents, whenever they were exported. It is written as the lines arrive.
 */
export async function* exportDocument(lines: AsyncIterable<ExportLine>): AsyncGenerator<string, void> {
  const open: OpenObject[] = [];
  for await (const line of lines) {
    if (line.kind === "head") {
      const { format, version, workspace } = line;
      open.push(opened(LISTS.document));
      yield JSON.stringify({ format, version, workspace }).slice(0, -1);
    } else if (line.kind === "end") yield open.splice(0).toReversed().map(close).join("");
    else yield place(open, line);
  }
}

function opened(lists: readonly string[]): OpenObject {
  return { waiting: [...lists], list: null, isEmpty: true };
}

function place(open: OpenObject[], { kind, row }: ExportRow): string {
  const [depth, list] = HOMES[kind];
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
  open.push(opened(LISTS[kind]));
  return closing + opening + comma + text.slice(0, -1);
}

/** Goes on to a list of an object; those in between stay empty. */
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
