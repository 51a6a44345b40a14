import type { Id } from "@docket/schema/id";
import { hasDetails, labelsOf } from "./line-row.ts";
import type { Tables } from "./tables.ts";
import { ENTITIES } from "./transport.ts";
import type { Entity, Row } from "./transport.ts";

type Options = {
  tables: Tables;
  userId: Id;
  /** Reads a row again, with an answer that has reached the position. */
  requestRow: (entity: Entity, id: Id, seq: number) => void;
  /** Called after a task was written whose description and comments are not held. */
  onWithoutDetails: (taskId: Id, seq: number) => void;
};

/** Writes base rows, and requests those whose visibility depends on them. `seq` is the position that requires it. */
export type RowWriter = {
  /** Writes a row, or deletes it. */
  write: (entity: Entity, id: Id, row: Row | null, seq: number) => void;
  /** Writes a row that was read, unless a newer one is held. */
  writeNewer: (entity: Entity, row: Row, seq: number) => void;
  /** Reads the labels of a task that has come from elsewhere. */
  requestLabels: (row: Row, seq: number) => void;
  /** Reads the labels that no held task carries. */
  requestUnusedLabels: (seq: number) => void;
  /** Returns the rows of a project, except for itself and comments. */
  contentsOf: (projectId: Id) => [Entity, Id][];
  deleteComments: (taskId: Id) => void;
};

/** Creates the only part of a replica that writes base rows. */
export function createRowWriter({ tables, userId, requestRow, onWithoutDetails }: Options): RowWriter {
  const isUnused = (labelId: Id) => tables.idsWith("task", "labelIds", labelId).size === 0;
  // While the task was elsewhere, its labels may have been invisible, so that lines about them were passed over.
  const requestLabels = (row: Row, seq: number) => {
    for (const labelId of labelsOf(row)) requestRow("label", labelId, seq);
  };
  // A label may have been read while it was visible through a task that has never been in the tables.
  const requestUnusedLabels = (seq: number) => {
    for (const id of tables.ids("label"))
      if (isUnused(id) && tables.get("label", id)?.["createdBy"] !== userId) requestRow("label", id, seq);
  };
  const write = (entity: Entity, id: Id, row: Row | null, seq: number) => {
    // A label becomes visible with its first task and invisible with its last.
    const labels = entity === "task" ? [...labelsOf(row), ...labelsOf(tables.get(entity, id))] : [];
    const unused = new Set(labels.filter(isUnused));
    if (!row && entity === "task" && !tables.get(entity, id)) requestUnusedLabels(seq);
    if (row) tables.put(entity, row);
    else tables.delete(entity, id);
    for (const labelId of labels) if (isUnused(labelId) !== unused.has(labelId)) requestRow("label", labelId, seq);
    if (entity !== "task" || (row && hasDetails(row))) return;
    if (row) onWithoutDetails(id, seq);
    else deleteComments(id);
  };
  const deleteComments = (taskId: Id) => {
    for (const id of Array.from(tables.idsWith("comment", "taskId", taskId))) tables.delete("comment", id);
  };

  return {
    write,
    writeNewer: (entity, row, seq) => {
      const held = tables.get(entity, row.id);
      if (!held || held.version <= row.version) write(entity, row.id, row, seq);
      if (entity === "task") requestLabels(row, seq);
    },
    requestLabels,
    requestUnusedLabels,
    contentsOf: (projectId) =>
      ENTITIES.flatMap((entity) =>
        [...tables.idsWith(entity, "projectId", projectId)].map((id): [Entity, Id] => [entity, id]),
      ),
    deleteComments,
  };
}
