import type { Id } from "@docket/schema/id";
import type { Task, Tasks, TasksCommand } from "@docket/schema/task";
import { anyTasksFor, membershipFor } from "../access.ts";
import type { CommandScope } from "../command/command.ts";
import { command } from "../command/command.ts";
import { purgedTasks } from "../command/record.ts";
import type { Ctx } from "../ctx.ts";
import { notFound } from "../error.ts";
import { forgetOrigins } from "../import/known-row.ts";
import { expiredTasks } from "../trash/purge.ts";
import { inTrashedProject } from "../trash/refusal.ts";
import { lockTasks, readTasksAgain, tasksWhere, toSummary, withDescendants } from "./queries.ts";
import { detachTasks, saveTasks } from "./store.ts";

/** Throws tasks away, with what is below them; they can be restored until they are purged. Editors only. */
export function trashTasks(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.trash",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { role: "editor" });
      const trashed = await trashTree(ctx, scope, workspaceId, named);
      return { result: { ids }, answer: { items: trashed.filter((task) => ids.includes(task.id)).map(toSummary) } };
    },
  });
}

/** Marks tasks and all below them as thrown away, each with the named task that took it along. */
async function trashTree(ctx: Ctx, scope: CommandScope, workspaceId: Id, named: Task[]): Promise<Task[]> {
  const tree = await withDescendants(
    scope.tx,
    workspaceId,
    named.map((task) => task.id),
  );
  const byId = new Map(tree.map((task) => [task.id, task]));
  const rootOf = (task: Task): Id => {
    const parent = task.parentId === null ? undefined : byId.get(task.parentId);
    return parent === undefined ? task.id : rootOf(parent);
  };
  const deletedAt = ctx.now().toISOString();
  return saveTasks(
    ctx,
    scope,
    tree.map((before) => ({
      before,
      after: { ...before, deletedAt, deletedRoot: rootOf(before) },
      op: "trash" as const,
    })),
  );
}

/**
 * Restores tasks from the trash, together with what was trashed with them. When the parent is gone, a task is restored below
 * its nearest remaining ancestor; when the section is gone, outside of any section. The answer has the new place. Editors
 * only.
 *
 * @throws DomainError `not_found` for what is not in the trash by itself; `conflict` when its project is
 */
export function restoreTasks(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.restore",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      await refuseTrashedProject(ctx, scope, workspaceId, ids);
      const roots = await lockTasks(ctx, scope, workspaceId, ids, { role: "editor", trash: "any" });
      if (roots.some((task) => task.deletedRoot !== task.id)) throw notFound("Task");
      const along = await tasksWhere(scope.tx, {
        workspaceId,
        deletedRoot: { in: ids },
        AND: anyTasksFor(ctx.actor, "editor"),
      });
      const returning = along.map((task) => task.id);
      const parents = await remainingParents(scope, workspaceId, returning);
      const sections = await livingSections(scope, workspaceId, roots);
      const changes = along.map((before) => {
        const sectionId = before.sectionId !== null && sections.has(before.sectionId) ? before.sectionId : null;
        const parentId = parents.get(before.id) ?? null;
        const after = { ...before, sectionId, parentId, deletedAt: null, deletedRoot: null };
        return { before, after, op: "restore" as const };
      });
      const restored = await saveTasks(ctx, scope, changes);
      return { result: { ids }, answer: { items: restored.filter((task) => ids.includes(task.id)).map(toSummary) } };
    },
  });
}

/** A task in a trashed project can't come back alone; its member is told so, anybody else that it does not exist. */
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

/** The nearest ancestor of each task that is not in the trash or returns from it; tasks without one have no entry. */
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
 * Removes tasks from the trash for good, with everything that went with them. Managers only; there is no way back, so what
 * remains in the change log are ids.
 */
export function purgeTasks(ctx: Ctx, input: TasksCommand): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.purge",
    replay: async () => ({ items: [] }),
    run: async (scope) => {
      const roots = await lockTasks(ctx, scope, workspaceId, ids, { role: "manager", trash: "any" });
      if (roots.some((task) => task.deletedRoot === null)) throw notFound("Task");
      const going = {
        workspaceId,
        OR: [{ id: { in: ids } }, { deletedRoot: { in: ids } }],
        AND: anyTasksFor(ctx.actor, "manager"),
      };
      const gone = await expiredTasks(scope.tx, going);
      const goneIds = gone.map((task) => task.id);
      await forgetOrigins(scope.tx, workspaceId, goneIds);
      // A child that was trashed by itself before its parent loses it.
      const detached = await detachTasks(scope.tx, workspaceId, { taskIds: goneIds }, ctx.now());
      for (const line of detached) scope.record(line);
      await scope.tx.task.deleteMany({ where: going });
      for (const task of gone)
        for (const line of purgedTasks([task], { projectId: task.projectId, audience: null })) scope.record(line);
      return { result: { ids }, answer: { items: [] } };
    },
  });
}
