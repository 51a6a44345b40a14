import type { Id } from "@docket/schema/id";
import type { Line, Row } from "./transport.ts";

/** Returns the labels that a task makes visible. */
export function labelsOf(row: Row | null | undefined): readonly Id[] {
  return row && !row.deletedAt && Array.isArray(row["labelIds"]) ? (row["labelIds"] as Id[]) : [];
}

/** Returns the row that a line with all fields describes. */
export function wholeRow(line: Line, held: Row | undefined): Row {
  const { workspaceId, entityId: id, version, after, at } = line;
  return asListed(line, held, { workspaceId, createdAt: at, ...after, id, version: version ?? 0, updatedAt: at });
}

/** Returns a row with the fields that a line has changed. */
export function patchedRow(line: Line, held: Row): Row {
  return asListed(line, held, { ...held, ...line.after, version: line.version ?? 0, updatedAt: line.at });
}

/** Whether the description of the task is held, and its comments. */
export function hasDetails(task: Row | undefined): boolean {
  return typeof task?.["description"] === "string";
}

/**
 * Listed tasks say whether they have a description. They contain it only if their details are held. Those of a new task
 * are known: the lines about its comments follow.
 */
function asListed({ entity, op, after }: Line, held: Row | undefined, row: Row): Row {
  if (entity !== "task") return row;
  const { description, ...listed } = row;
  const isGiven = typeof after?.["description"] === "string";
  const areDetailsHeld = hasDetails(held) || (op === "create" && isGiven);
  return {
    ...listed,
    ...(isGiven && { hasDescription: description !== "" }),
    ...(areDetailsHeld && { description: description ?? held?.["description"] }),
    ...(held?.["hasMoreComments"] === true && { hasMoreComments: true }),
  };
}
