import type { Line, Row } from "../transport.ts";
import { Rejected } from "./model-state.ts";
import type { Draft, ModelEntity, ModelState, ModelTask } from "./model-state.ts";

type Options = Pick<ModelState, "model" | "tables" | "isReadable"> & {
  save: (entity: ModelEntity, before: Row, after: Row, op: Line["op"], drafts: Draft[]) => Row;
  below: (id: string, trash: "live" | "any") => ModelTask[];
  requireTask: (userId: string, id: string, trash?: "live" | "any") => ModelTask;
};

export const isEqual = (left: unknown, right: unknown) =>
  JSON.stringify(left ?? null) === JSON.stringify(right ?? null);

/** Creates the undo of the model: it resets what a command has changed, unless it has changed since. */
export function createModelUndo({ model, tables, isReadable, save, below, requireTask }: Options) {
  return (userId: string, target: string, commandId: string, drafts: Draft[]) => {
    const entry = model.state.commands.get(target);
    if (!entry || entry.actorId !== userId || entry.undoneBy !== null) throw new Rejected("can't be undone");
    const past = model.state.log.filter((line) => line.commandId === target).toReversed();
    if (
      past.length === 0 ||
      past.some(({ op, entity }) => ["purge", "grant", "revoke"].includes(op) || entity === "placement")
    )
      throw new Rejected("can't be undone");
    const versions: { id: string; version: number }[] = [];
    for (const line of past) {
      if (line.op === "leave") continue;
      const entity = line.entity as "task";
      const row = tables()[entity].get(line.entityId);
      if (!row) throw new Rejected("gone");
      if (entity === "task") requireTask(userId, row.id, "any");
      for (const field of Object.keys(line.before ?? line.after ?? {}))
        if (field !== "labelIds" && !isEqual(row[field], line.after?.[field])) throw new Rejected("changed since");
      const trashed = {
        deletedAt: new Date(model.clock).toISOString(),
        ...(entity === "task" && { deletedRoot: row.id }),
      };
      const after: Row = { ...row, ...(line.op === "create" ? trashed : line.before) };
      if (entity === "task") {
        if (!isReadable(userId, after["projectId"])) throw new Rejected("forbidden");
        const parent = tables().task.get(String(after["parentId"]));
        if (after["parentId"] !== null && (!parent || parent["projectId"] !== after["projectId"]))
          throw new Rejected("no parent");
        // Tasks below a moved or trashed one have changed with it, or the undo is rejected.
        const isElsewhere = after["projectId"] !== row["projectId"] || (after.deletedAt !== null && !row.deletedAt);
        if (isElsewhere && below(row.id, "any").some((task) => !past.some((other) => other.entityId === task.id)))
          throw new Rejected("has sub-tasks");
      }
      const op = !row.deletedAt && after.deletedAt ? "trash" : row.deletedAt && !after.deletedAt ? "restore" : "update";
      versions.push({ id: row.id, version: save(entity, row, after, op, drafts).version });
    }
    entry.undoneBy = commandId;
    if (entry.undoOf !== null) {
      const undone = model.state.commands.get(entry.undoOf);
      if (undone) undone.undoneBy = null;
    }
    return { versions };
  };
}
