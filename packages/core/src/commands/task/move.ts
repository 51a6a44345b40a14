import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { MoveTasks, Task, Tasks } from "@docket/schema/task";
import { TASK_ROLES } from "@docket/schema/task-capability";
import { enterSection, moveTarget, reopenTask } from "@docket/schema/task-state";
import { saveEntities } from "../../entities/entity.ts";
import { requireProject } from "../../entities/project/queries.ts";
import type { TaskChange } from "../../entities/task/definition.ts";
import { taskEntity, taskGuard } from "../../entities/task/definition.ts";
import { actorStampOf, requireParent, requireSection, sectionBelow } from "../../entities/task/input.ts";
import type { TaskList } from "../../entities/task/order.ts";
import { adaptToProject, taskRanks } from "../../entities/task/order.ts";
import { changesBelow } from "../../entities/task/placement.ts";
import { ancestorIds, lockTasks, readTasksAgain, toSummary, withDescendants } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { invalid } from "../../runtime/error.ts";
import { withCompletions } from "./closing-rules.ts";
import { discardNextOccurrences } from "./next-occurrence.ts";

/**
 * Moves tasks to a position, section, parent or other project, in the given order, along with their sub-tasks. In
 * another project, they get new numbers and lose assignees who are not members there. Trashed sub-tasks stay in the
 * trash of the old project.
 *
 * The client specifies the neighbours; the server computes the ranks. Moving a task into a section for completed tasks
 * completes it and its open sub-tasks. Moving it out of such a section reopens it.
 *
 * @throws DomainError `not_found`, `forbidden` for either project; `invalid` if a task would be moved below itself or
 *   nested too deeply
 */
export function moveTasks(ctx: Ctx, input: MoveTasks): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind: "task.move",
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { capability: "move", projectId: input.projectId });
      const roots = await withoutNested(scope, workspaceId, named);
      const [first] = roots;
      if (!first) return { result: { ids }, answer: { items: [] } };
      const requested: TaskList = { workspaceId, ...moveTarget(input, first) };
      await requireProject(scope.tx, ctx.actor, { workspaceId, id: requested.projectId }, TASK_ROLES.move);
      const requestedSection = await findSection(ctx, scope, requested);
      const tree = await withDescendants(
        scope.tx,
        workspaceId,
        roots.map((task) => task.id),
        "any",
      );
      // Trashed sub-tasks count towards the depth only if they move too, which happens only within their project.
      const movingTasks = tree.filter((task) => task.deletedAt === null || task.projectId === requested.projectId);
      const parent = await requireParentFor(ctx, scope, requested, roots, movingTasks);
      const sectionId = parent === null ? requested.sectionId : sectionBelow(parent, input.sectionId ?? null);
      const target = { ...requested, sectionId };
      const section =
        target.sectionId === requested.sectionId ? requestedSection : await findSection(ctx, scope, target);

      const arrivals = roots.filter((task) => task.parentId !== target.parentId).length;
      if (parent !== null && arrivals > 0)
        await assertWithinLimit(scope.tx, "subtask", { ...target, parentId: parent.id }, arrivals);
      const moving = roots.map((task) => task.id);
      const ranks = await taskRanks(ctx, scope, target, input, roots.length, moving);
      const rankOf = new Map(moving.map((id, index) => [id, ranks[index] ?? ""]));
      const doneColumns = section?.isDoneColumn === true ? new Set<Id>() : await doneColumnsAmong(scope, roots);
      const living = tree.filter((task) => task.deletedAt === null);
      const changes = living.map((before): TaskChange => {
        const rank = rankOf.get(before.id);
        const inTarget = { ...before, projectId: target.projectId, sectionId: target.sectionId };
        if (rank === undefined) return { before, after: inTarget, op: "move" };
        const placed: Task = { ...inTarget, parentId: target.parentId, rank };
        if (before.sectionId !== null && doneColumns.has(before.sectionId) && placed.status === "done")
          return { before, after: reopenTask(placed), op: "move" };
        return { before, after: enterSection(placed, section, actorStampOf(ctx)), op: "move" };
      });
      const arriving = await adaptToProject(scope, target, changes);
      const guard = taskGuard(ctx, workspaceId, "move");
      const discarded = await discardNextOccurrences(ctx, scope, changes);
      const all = await withCompletions(ctx, scope, [...arriving, ...changesBelow(tree, changes), ...discarded]);
      const moved = await saveEntities(taskEntity, ctx, scope, all, guard);
      const byId = new Map(moved.map((task) => [task.id, task]));
      return { result: { ids }, answer: { items: ids.flatMap((id) => byId.get(id) ?? []).map(toSummary) } };
    },
  });
}

async function findSection(
  ctx: Ctx,
  { tx }: CommandScope,
  { workspaceId, projectId, sectionId }: TaskList,
): Promise<{ isDoneColumn: boolean } | null> {
  return sectionId === null ? null : requireSection(ctx, tx, workspaceId, projectId, sectionId);
}

/** Returns the given tasks, except those that move anyway because one of their ancestors is given too. */
async function withoutNested({ tx }: CommandScope, workspaceId: string, tasks: Task[]): Promise<Task[]> {
  const named = new Set(tasks.map((task) => task.id));
  const roots: Task[] = [];
  for (const task of tasks) {
    const above = task.parentId === null ? [] : await ancestorIds(tx, workspaceId, task.id);
    if (!above.some((id) => named.has(id))) roots.push(task);
  }
  return roots;
}

/** Rejects a parent that is below one of the moved tasks, and sub-trees that would become too deep. */
async function requireParentFor(
  ctx: Ctx,
  { tx }: CommandScope,
  target: TaskList,
  roots: Task[],
  tree: Task[],
): Promise<Task | null> {
  const { workspaceId, projectId, parentId } = target;
  if (parentId === null) return null;
  const inTree = tree.find((task) => task.id === parentId);
  if (inTree) throw invalid("parentId", message`A task can't be moved below itself: ${pathTo(inTree, tree)}.`, "cycle");
  return requireParent(ctx, tx, {
    workspaceId,
    projectId,
    parentId,
    height: heightOf(roots, tree),
  });
}

function pathTo(task: Task, tree: Task[]): string {
  const parent = tree.find((other) => other.id === task.parentId);
  return parent === undefined ? task.title : `${pathTo(parent, tree)} › ${task.title}`;
}

/** Returns the number of levels from the roots to their deepest descendant. In `tree`, parents come before children. */
function heightOf(roots: Task[], tree: Task[]): number {
  const levelOf = new Map(roots.map((root) => [root.id, 1]));
  let height = 1;
  for (const { id, parentId } of tree) {
    const above = parentId === null || levelOf.has(id) ? undefined : levelOf.get(parentId);
    if (above === undefined) continue;
    levelOf.set(id, above + 1);
    height = Math.max(height, above + 1);
  }
  return height;
}

/** Returns which of the tasks' sections are sections for completed tasks. */
async function doneColumnsAmong({ tx }: CommandScope, tasks: Task[]): Promise<Set<Id>> {
  const workspaceId = tasks[0]?.workspaceId ?? "";
  const ids = tasks.flatMap((task) => task.sectionId ?? []);
  const sections = await tx.section.findMany({
    where: { workspaceId, id: { in: ids }, isDoneColumn: true },
    select: { id: true },
  });
  return new Set(sections.map((section) => section.id));
}
