import { Prisma } from "@docket/db/generated/client";
import type { SetTaskStatus, Task, Tasks } from "@docket/schema/task";
import { closeTask, reopenTask } from "@docket/schema/task-state";
import type { TaskStatus } from "@docket/schema/task-value";
import { actorStampOf } from "../../entities/task/input.ts";
import { taskRanks } from "../../entities/task/order.ts";
import { lockTasks, readTasksAgain, toSummary, withDescendants } from "../../entities/task/queries.ts";
import type { TaskChange } from "../../entities/task/store.ts";
import { saveTasks } from "../../entities/task/store.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { completeTaskFast } from "./fast.ts";

/**
 * Completes tasks and their open sub-tasks. If the project has a section for completed tasks, they move there. Only for
 * editors.
 */
export function completeTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return setStatus(ctx, input, "task.complete", "done");
}

/** Cancels tasks and their open sub-tasks. Only for editors. */
export function cancelTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return setStatus(ctx, input, "task.cancel", "cancelled");
}

/** Reopens closed tasks; their sub-tasks are not changed. Only for editors. */
export function reopenTasks(ctx: Ctx, input: SetTaskStatus): Promise<Tasks> {
  return setStatus(ctx, input, "task.reopen", "open");
}

function setStatus(ctx: Ctx, input: SetTaskStatus, kind: string, status: TaskStatus): Promise<Tasks> {
  const { workspaceId, ids } = input;
  return command(ctx, input, {
    kind,
    ...(status === "done" ? { fast: (inputHash: Uint8Array) => completeTaskFast(ctx, input, inputHash) } : {}),
    replay: async () => ({ items: await readTasksAgain(ctx, workspaceId, ids) }),
    run: async (scope) => {
      const named = await lockTasks(ctx, scope, workspaceId, ids, { role: "editor" });
      const changes =
        status === "open"
          ? named.map((before) => ({ before, after: reopenTask(before) }))
          : await closeTrees(ctx, scope, named, status);
      const tasks = await saveTasks(ctx, scope, changes);
      return { result: { ids }, answer: { items: tasks.map(toSummary) } };
    },
  });
}

async function closeTrees(
  ctx: Ctx,
  scope: CommandScope,
  named: Task[],
  status: Exclude<TaskStatus, "open">,
): Promise<TaskChange[]> {
  const [first] = named;
  if (!first) return [];
  const { workspaceId } = first;
  const isNamed = new Set(named.map((task) => task.id));
  // Closed and trashed sub-tasks keep their status, but move with their parent when it changes the section.
  const tree = await withDescendants(scope.tx, workspaceId, [...isNamed], "any");
  const act = actorStampOf(ctx);
  const changes = tree.map((before): TaskChange => {
    const isToClose = before.deletedAt === null && (before.status === "open" || isNamed.has(before.id));
    return { before, after: isToClose && before.status !== status ? closeTask(before, status, act) : before };
  });
  return status === "done" ? moveToDoneColumns(ctx, scope, changes) : changes;
}

type DoneColumn = { projectId: string; id: string };

/** Moves completed top-level tasks to the end of their project's section for completed tasks, if there is one. */
async function moveToDoneColumns(ctx: Ctx, scope: CommandScope, changes: TaskChange[]): Promise<TaskChange[]> {
  const workspaceId = changes[0]?.before.workspaceId ?? "";
  const projectIds = [...new Set(changes.map(({ before }) => before.projectId))];
  const columns = await scope.tx.$queryRaw<DoneColumn[]>`
    SELECT DISTINCT ON (project_id) project_id AS "projectId", id FROM section
    WHERE workspace_id = ${workspaceId}::uuid AND project_id IN (${Prisma.join(projectIds.map((id) => Prisma.sql`${id}::uuid`))})
      AND is_done_column AND deleted_at IS NULL ORDER BY project_id, rank, id`;
  if (columns.length === 0) return changes;
  const sectionOf = new Map(columns.map((column) => [column.projectId, column.id]));
  const placed: TaskChange[] = [];
  for (const { projectId, id: sectionId } of columns) {
    const roots = changes.filter(
      ({ before, after }) =>
        before.projectId === projectId &&
        before.parentId === null &&
        before.sectionId !== sectionId &&
        after.status === "done",
    );
    const ranks = await taskRanks(ctx, scope, { workspaceId, projectId, sectionId, parentId: null }, {}, roots.length);
    placed.push(
      ...roots.map(({ before, after }, index) => ({
        before,
        after: { ...after, sectionId, rank: ranks[index] ?? after.rank },
      })),
    );
  }
  const moved = new Map(placed.map((change) => [change.before.id, change]));
  const byId = new Map(changes.map((change) => [change.before.id, change]));
  const isBelowMoved = ({ before: { parentId } }: TaskChange): boolean => {
    if (parentId === null) return false;
    const parent = byId.get(parentId);
    return moved.has(parentId) || (parent !== undefined && isBelowMoved(parent));
  };
  return changes.map((change) => {
    const own = moved.get(change.before.id);
    if (own) return own;
    const sectionId = sectionOf.get(change.before.projectId);
    // A sub-task is always in its parent's section.
    return sectionId !== undefined && isBelowMoved(change)
      ? { ...change, after: { ...change.after, sectionId } }
      : change;
  });
}
