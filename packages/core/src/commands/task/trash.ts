import type { Id } from "@docket/schema/id";
import type { Task, Tasks, TasksCommand } from "@docket/schema/task";
import { TASK_ROLES } from "@docket/schema/task-capability";
import { anyTasksFor, membershipFor } from "../../access/access.ts";
import { saveEntities } from "../../entities/entity.ts";
import { inTrashedProject } from "../../entities/project/queries.ts";
import type { TaskChange } from "../../entities/task/definition.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { purgeTasksWhere } from "../../entities/task/purge.ts";
import { lockTasks, readTasksAgain, tasksWhere, toSummary, withDescendants } from "../../entities/task/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";

/**
 * Moves tasks and their sub-tasks to the trash. They can be restored until they are purged. Requires the editor role.
 */
export function trashTasks(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.trash",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { capability: "trash" });
      const changes = await trashingChanges(
        ctx,
        scope,
        workspaceId,
        named.map((task) => task.id),
      );
      const trashed = await saveEntities(taskEntity, ctx, scope, changes, taskGuard(ctx, workspaceId, "trash"));
      return { result: { ids }, answer: { items: trashed.filter((task) => ids.includes(task.id)).map(toSummary) } };
    },
  });
}

/**
 * Returns the changes that move tasks and all their descendants to the trash. The `deletedRoot` of each is its topmost
 * ancestor among the given tasks, or the task itself.
 */
export async function trashingChanges(
  ctx: Ctx,
  scope: CommandScope,
  workspaceId: Id,
  ids: Id[],
): Promise<TaskChange[]> {
  const tree = await withDescendants(scope.tx, workspaceId, ids);
  const byId = new Map(tree.map((task) => [task.id, task]));
  const rootOf = (task: Task): Id => {
    const parent = task.parentId === null ? undefined : byId.get(task.parentId);
    return parent === undefined ? task.id : rootOf(parent);
  };
  const deletedAt = ctx.now().toISOString();
  return tree.map((before) => ({
    before,
    after: { ...before, deletedAt, deletedRoot: rootOf(before) },
    op: "trash",
  }));
}

/**
 * Restores tasks from the trash, along with everything that was trashed with them. If the parent no longer exists, a
 * task is restored below its nearest remaining ancestor. If the section no longer exists, it is restored outside any
 * section. The answer contains the new position. Requires the editor role.
 *
 * @throws DomainError `not_found` for tasks that were not trashed individually; `conflict` if their project is in the
 *   trash
 */
export function restoreTasks(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.restore",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      await refuseTrashedProject(ctx, scope, workspaceId, ids);
      const roots = await lockTasks(ctx, scope, workspaceId, ids, { capability: "trash", trash: "any" });
      if (roots.some((task) => task.deletedRoot !== task.id)) throw notFound("Task");
      const trashedTogether = await tasksWhere(scope.tx, {
        workspaceId,
        deletedRoot: { in: ids },
        AND: anyTasksFor(ctx.actor, TASK_ROLES.trash),
      });
      const returning = trashedTogether.map((task) => task.id);
      const parents = await remainingParents(scope, workspaceId, returning);
      const sections = await livingSections(scope, workspaceId, roots);
      const changes = trashedTogether.map((before) => {
        const sectionId = before.sectionId !== null && sections.has(before.sectionId) ? before.sectionId : null;
        const parentId = parents.get(before.id) ?? null;
        const after = { ...before, sectionId, parentId, deletedAt: null, deletedRoot: null };
        return { before, after, op: "restore" as const };
      });
      const restored = await saveEntities(taskEntity, ctx, scope, changes, taskGuard(ctx, workspaceId, "trash"));
      return { result: { ids }, answer: { items: restored.filter((task) => ids.includes(task.id)).map(toSummary) } };
    },
  });
}

/**
 * Rejects restoring an individual task in a trashed project. Only members of the project get this error. For anyone
 * else, the task does not exist.
 */
async function refuseTrashedProject(ctx: Ctx, { tx }: CommandScope, workspaceId: Id, ids: Id[]): Promise<void> {
  const inTrash = await tx.task.findFirst({
    where: {
      workspaceId,
      id: { in: ids },
      project: { deletedAt: { not: null }, AND: membershipFor(ctx.actor, "viewer") },
    },
    select: { project: { select: { id: true, name: true } } },
  });
  if (inTrash) throw inTrashedProject(inTrash.project);
}

async function livingSections({ tx }: CommandScope, workspaceId: Id, roots: Task[]): Promise<Set<Id>> {
  const projectIds = [...new Set(roots.map((task) => task.projectId))];
  const sections = await tx.section.findMany({
    where: { workspaceId, projectId: { in: projectIds }, deletedAt: null },
    select: { id: true },
  });
  return new Set(sections.map((row) => row.id));
}

/**
 * Returns, for each task, the nearest ancestor that is not in the trash or is being restored too. Tasks without such an
 * ancestor have no entry.
 */
async function remainingParents({ tx }: CommandScope, workspaceId: Id, returning: Id[]): Promise<Map<Id, Id>> {
  const rows = await tx.$queryRaw<{ task: Id; parent: Id }[]>`
    WITH RECURSIVE chain AS (
      SELECT t.id AS task, t.parent_id AS id, 1 AS depth FROM task t
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ANY(${returning}::uuid[])
      UNION ALL
      SELECT chain.task, t.parent_id, chain.depth + 1 FROM chain
      JOIN task t ON t.workspace_id = ${workspaceId}::uuid AND t.id = chain.id
      WHERE t.deleted_at IS NOT NULL AND t.id <> ALL(${returning}::uuid[]) AND chain.depth < 50
    )
    SELECT DISTINCT ON (chain.task) chain.task, chain.id AS parent FROM chain
    WHERE chain.id IS NOT NULL ORDER BY chain.task, chain.depth DESC`;
  return new Map(rows.map(({ task, parent }) => [task, parent]));
}

/**
 * Purges tasks from the trash, along with everything that was trashed with them. This can't be undone, and the change
 * log keeps only ids. Requires the manager role.
 */
export function purgeTasks(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.purge",
    replay: async () => ({ items: [] }),
    run: async (scope) => {
      const roots = await lockTasks(ctx, scope, workspaceId, ids, { capability: "purge", trash: "any" });
      if (roots.some((task) => task.deletedRoot === null)) throw notFound("Task");
      const condition = {
        workspaceId,
        OR: [{ id: { in: ids } }, { deletedRoot: { in: ids } }],
        AND: anyTasksFor(ctx.actor, TASK_ROLES.purge),
      };
      for (const line of await purgeTasksWhere(scope.tx, condition, { now: ctx.now() })) scope.record(line);
      return { result: { ids }, answer: { items: [] } };
    },
  });
}
