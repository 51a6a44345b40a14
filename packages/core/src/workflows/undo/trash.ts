import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import { changesBelow } from "../../entities/task/placement.ts";
import { withDescendants } from "../../entities/task/queries.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Undoable, UndoableChange } from "./undoable.ts";

/**
 * Removes changes from an undo that would move a trashed entity to another project. Trashed entities stay where they
 * are. The rest of the command is undone.
 *
 * @returns the ids of the entities that stay
 * @throws DomainError `conflict` if nothing would be left to undo
 */
export function keepTrashInPlace(perEntity: Map<string, UndoableChange[]>): Set<Id> {
  const staying = new Set(
    [...perEntity.values()]
      .flat()
      .filter(leavesInTrash)
      .map(({ before }) => before.id),
  );
  if (staying.size === 0) return staying;
  for (const [entity, changes] of perEntity) {
    const rest = changes.filter(({ before, after }) => !staying.has(before.id) && !isBelow(after, staying));
    if (rest.length > 0) perEntity.set(entity, rest);
    else perEntity.delete(entity);
  }
  if (perEntity.size === 0)
    throw new DomainError("conflict", "This is in the trash. Restore it first, then undo the move.");
  return staying;
}

function isBelow(task: Undoable, parents: ReadonlySet<Id>): boolean {
  return typeof task["parentId"] === "string" && parents.has(task["parentId"]);
}

function leavesInTrash({ before, after }: UndoableChange): boolean {
  return before.deletedAt !== null && after.deletedAt !== null && before["projectId"] !== after["projectId"];
}

/**
 * Reads the descendants of tasks that an undo moves, and the tasks in sections that it moves, and returns the changes
 * to them. For a move between projects, these are only trashed tasks, because an undo that affects live tasks has
 * already been rejected.
 */
export async function changesOfDescendants(
  tx: Tx,
  workspaceId: Id,
  perEntity: ReadonlyMap<string, UndoableChange[]>,
): Promise<UndoableChange[]> {
  const sections = (perEntity.get("section") ?? []).filter(hasMoved("projectId")).map(({ before }) => before.id);
  // Safe because these changes were returned by the task store.
  const tasks = (perEntity.get("task") ?? []) as unknown as { before: Task; after: Task }[];
  const moving = tasks.filter(hasMoved("projectId", "sectionId")).map(({ before }) => before.id);
  const inside = await tx.task.findMany({ where: { workspaceId, sectionId: { in: sections } }, select: { id: true } });
  const tree = await withDescendants(tx, workspaceId, [...moving, ...inside.map((task) => task.id)], "any");
  return changesBelow(tree, tasks, new Set(sections)).map((change) => ({ ...change, op: "move" }));
}

function hasMoved(...fields: string[]) {
  return ({ before, after }: { before: object; after: object }): boolean =>
    fields.some((field) => Reflect.get(before, field) !== Reflect.get(after, field));
}
