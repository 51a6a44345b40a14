import type { Id } from "@docket/schema/id";
import type { Section } from "@docket/schema/section";
import type { Task } from "@docket/schema/task";
import { MAX_TASK_DEPTH } from "@docket/schema/task-limit";
import { withDescendants } from "../../entities/task/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { lockOrder } from "../../log/command/lost-race.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Undoable, UndoableChange } from "./undoable.ts";

/**
 * Rejects trashing sections, or moving them to another project, if they contain tasks that are not part of the undo.
 */
export async function requireNoNewTasks(
  _ctx: Ctx,
  { tx }: CommandScope,
  changes: UndoableChange[],
  others: Set<Id>,
): Promise<void> {
  await lockSections(tx, changes);
  for (const { before, after } of changes) {
    const { workspaceId, id } = before;
    const isGoing = before.deletedAt === null && after.deletedAt !== null;
    const { projectId } = after;
    const isMoving = typeof projectId === "string" && before["projectId"] !== projectId;
    if (!isMoving && !isGoing) continue;
    const inside = await tx.task.findMany({
      where: { workspaceId, sectionId: id, deletedAt: null },
      select: { id: true },
    });
    if (inside.some((task) => !others.has(task.id)))
      throw new DomainError("conflict", "This section has new tasks, so this can't be undone.");
  }
}

/**
 * Locks sections against new tasks, like `lockSection`, so that the checked number of tasks is still correct when the
 * undo writes.
 */
async function lockSections(tx: Tx, changes: UndoableChange[]): Promise<void> {
  const [first] = changes;
  if (!first) return;
  const { workspaceId } = first.before;
  const projectIds = changes.flatMap(({ before, after }) => [before["projectId"], after["projectId"]]);
  await lockOrder(
    tx,
    workspaceId,
    projectIds.filter((id) => typeof id === "string"),
  );
  await tx.$queryRaw`
    SELECT id FROM section WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${changes.map(({ before }) => before.id)}::uuid[])
    ORDER BY id FOR NO KEY UPDATE`;
}

/**
 * Removes the tasks from a section that is moved to another project, because a section and its tasks must be in the
 * same project. The changes to the tasks themselves put them back.
 */
export async function detachTasks({ tx }: CommandScope, changes: { before: Section; after: Section }[]): Promise<void> {
  for (const { before, after } of changes) {
    const { workspaceId, id } = before;
    if (before.projectId === after.projectId) continue;
    await tx.task.updateMany({ where: { workspaceId, sectionId: id }, data: { sectionId: null } });
  }
}

/**
 * Rejects changes that would leave tasks with a parent, section or assignee that is no longer valid. Also rejects
 * trashing or moving tasks that have new sub-tasks.
 */
export async function requireConsistentTasks(
  _ctx: Ctx,
  { tx }: CommandScope,
  changes: UndoableChange[],
  others: Set<Id>,
): Promise<void> {
  const workspaceId = changes[0]?.before.workspaceId ?? "";
  const going = changes
    .filter(({ before, after }) => before.deletedAt === null && after.deletedAt !== null)
    .map(({ before }) => before.id);
  const moving = changes
    .filter(({ before, after }) => before["projectId"] !== after["projectId"])
    .map(({ before }) => before.id);
  // Blocks concurrent moves from here on, so that the checks made now and after saving apply to what is stored.
  const projectIds = changes.flatMap(({ before, after }) => [before["projectId"], after["projectId"]]);
  await lockOrder(
    tx,
    workspaceId,
    projectIds.filter((id) => typeof id === "string"),
  );
  // Passed as arrays: with one parameter per id, the maximum number of parameters could be exceeded.
  const left = await tx.$queryRaw<unknown[]>`
    SELECT t.id FROM task t
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.parent_id = ANY(${[...going, ...moving]}::uuid[])
      AND t.id <> ALL(${[...others]}::uuid[]) AND t.deleted_at IS NULL LIMIT 1`;
  if (left.length > 0) throw new DomainError("conflict", "This task has new sub-tasks, so this can't be undone.");

  const places = changes.filter(({ after }) => after.deletedAt === null);
  const sectionIds = changedIdsOf(places, "sectionId", others);
  const sections = await tx.section.count({ where: { workspaceId, id: { in: sectionIds }, deletedAt: null } });
  if (sections < sectionIds.length) throw new DomainError("conflict", "The section that this was in no longer exists.");
  const parentIds = changedIdsOf(places, "parentId", others);
  const parents = await tx.task.findMany({
    where: { workspaceId, id: { in: parentIds }, deletedAt: null },
    select: { id: true, sectionId: true },
  });
  if (parents.length < parentIds.length) throw new DomainError("conflict", "The parent task of this no longer exists.");
  const sectionOf = new Map(parents.map((parent) => [parent.id, parent.sectionId]));
  for (const { after } of places) {
    const section = typeof after["parentId"] === "string" ? sectionOf.get(after["parentId"]) : undefined;
    if (section !== undefined && section !== after["sectionId"])
      throw new DomainError("conflict", "The parent task of this has been moved.");
  }
  await requireAssignees(tx, workspaceId, changes);
}

/**
 * Rejects the undo if the result would not be a tree within the maximum depth. Since the change, the old parent may
 * have been moved below the task or to a deeper level.
 */
export async function requireTree({ tx }: CommandScope, changes: { after: Task }[]): Promise<void> {
  const workspaceId = changes[0]?.after.workspaceId ?? "";
  const tree = await withDescendants(
    tx,
    workspaceId,
    changes.map(({ after }) => after.id),
  );
  let level = tree.filter((task) => task.deletedAt === null).map((task) => task.id);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_TASK_DEPTH) throw new DomainError("conflict", "The parent task of this has been moved.");
    const above = await tx.$queryRaw<{ id: Id }[]>`
      SELECT DISTINCT t.parent_id AS id FROM task t
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ANY(${level}::uuid[]) AND t.parent_id IS NOT NULL`;
    level = above.map((row) => row.id);
  }
}

/**
 * Rejects reassigning tasks to users who are no longer members of the project. The memberships are locked as for any
 * assignment.
 */
async function requireAssignees(tx: Tx, workspaceId: Id, changes: UndoableChange[]): Promise<void> {
  const pairs = new Map<string, { projectId: Id; userId: Id }>();
  for (const { before, after } of changes) {
    const { projectId } = after;
    if (typeof projectId !== "string") continue;
    const present = before["projectId"] === projectId ? idsOf(before) : [];
    for (const userId of idsOf(after)) {
      if (!present.includes(userId)) pairs.set(`${projectId} ${userId}`, { projectId, userId });
    }
  }
  if (pairs.size === 0) return;
  const wanted = [...pairs.values()];
  const members = await tx.$queryRaw<unknown[]>`
    SELECT m.user_id FROM project_member m
    WHERE m.workspace_id = ${workspaceId}::uuid AND (m.project_id, m.user_id) IN (
      SELECT * FROM unnest(${wanted.map((pair) => pair.projectId)}::uuid[], ${wanted.map((pair) => pair.userId)}::uuid[]))
    ORDER BY m.project_id, m.user_id FOR KEY SHARE OF m`;
  if (members.length < pairs.size)
    throw new DomainError("conflict", "Someone who was assigned to this is no longer in the project.");
}

function idsOf(task: Undoable): string[] {
  const ids = task["assigneeIds"];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

function changedIdsOf(changes: UndoableChange[], field: string, others: Set<Id>): Id[] {
  const ids = changes
    .filter(({ before, after }) => before[field] !== after[field] || before.deletedAt !== after.deletedAt)
    .map(({ after }) => after[field]);
  return [...new Set(ids.filter((id): id is Id => typeof id === "string" && !others.has(id)))];
}
