import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import { closeTask, isOpen } from "@docket/schema/task-state";
import type { ClosedStatus } from "@docket/schema/task-state";
import type { TaskChange } from "../../entities/task/definition.ts";
import { actorStampOf } from "../../entities/task/input.ts";
import { taskRanks } from "../../entities/task/order.ts";
import { withDescendants } from "../../entities/task/queries.ts";
import { isOpenSql } from "../../entities/task/status.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { difference } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { createNextOccurrences } from "./next-occurrence.ts";

type Closing = {
  ctx: Ctx;
  scope: CommandScope;
  status: ClosedStatus;
  /** The tasks that the rules have created, without their sub-tasks. */
  created: Task[];
};

/** Side effect of closing tasks, beyond the tasks' own fields. */
type ClosingRule = {
  /**
   * Condition on a live task `t`. It is true for every task to which the rule may apply; the single-statement form
   * leaves those tasks to the general form.
   */
  mayApply: Prisma.Sql;
  /** Returns the given changes, which close tasks, extended with the effects of this rule. */
  apply: (closing: Closing, changes: TaskChange[]) => Promise<TaskChange[]>;
};

const closeSubtasks: ClosingRule = {
  mayApply: Prisma.sql`EXISTS (SELECT 1 FROM task c
    WHERE c.workspace_id = t.workspace_id AND c.parent_id = t.id AND c.deleted_at IS NULL AND ${isOpenSql("c")})`,
  apply: async (closing, changes) => {
    const named = new Map(changes.map((change) => [change.before.id, change]));
    const workspaceId = changes[0]?.before.workspaceId ?? "";
    // Closed and trashed sub-tasks keep their status, but follow their parent to another section.
    const tree = await withDescendants(closing.scope.tx, workspaceId, [...named.keys()], "any");
    return tree.map((before) => {
      const isToClose = before.deletedAt === null && isOpen(before);
      return named.get(before.id) ?? (isToClose ? closeOne(closing, before) : { before, after: before });
    });
  },
};

/**
 * Moves completed top-level tasks to the end of their project's section for completed tasks, if there is one. Tasks that
 * the command itself moves stay where it puts them.
 */
const moveToDoneColumns: ClosingRule = {
  mayApply: Prisma.sql`EXISTS (SELECT 1 FROM section s
    WHERE s.workspace_id = t.workspace_id AND s.project_id = t.project_id AND s.is_done_column AND s.deleted_at IS NULL)`,
  apply: async ({ ctx, scope }, changes) => {
    const workspaceId = changes[0]?.before.workspaceId ?? "";
    const candidates = changes.filter(({ before, op }) => before.parentId === null && op !== "move");
    if (candidates.length === 0) return changes;
    const columns = await findDoneColumns(scope, workspaceId, candidates);
    if (columns.length === 0) return changes;
    const moved = new Map<Id, TaskChange>();
    for (const { projectId, id: sectionId } of columns) {
      const roots = candidates.filter(
        ({ before, after }) =>
          before.projectId === projectId && before.sectionId !== sectionId && after.status === "done",
      );
      const list = { workspaceId, projectId, sectionId, parentId: null };
      const ranks = await taskRanks(ctx, scope, list, {}, roots.length);
      for (const [index, { before, after }] of roots.entries())
        moved.set(before.id, { before, after: { ...after, sectionId, rank: ranks[index] ?? after.rank } });
    }
    return withMovedParents(changes, moved, new Map(columns.map((column) => [column.projectId, column.id])));
  },
};

const repeat: ClosingRule = {
  mayApply: Prisma.sql`t.recurrence IS NOT NULL`,
  apply: async ({ ctx, scope, created }, changes) => {
    created.push(...(await createNextOccurrences(ctx, scope, changes)));
    return changes;
  },
};

/**
 * Side effects of closing a task, in the order in which they are applied. This table applies to both forms of
 * completing a task, to canceling a task, and to moving a task into a section for completed tasks.
 */
export const CLOSING_RULES: Record<ClosedStatus, readonly ClosingRule[]> = {
  done: [closeSubtasks, moveToDoneColumns, repeat],
  cancelled: [closeSubtasks],
};

/**
 * Returns the changes for closing live tasks, including the resulting changes to other tasks, and the created next
 * occurrences.
 */
export async function closeTasks(
  given: Omit<Closing, "created">,
  tasks: Task[],
): Promise<{ changes: TaskChange[]; created: Task[] }> {
  const closing = { ...given, created: [] };
  const closed = tasks.map((before) => closeOne(closing, before));
  return { changes: await withClosingRules(closing, closed), created: closing.created };
}

/**
 * Returns the given changes, some of which complete tasks by moving them, together with the resulting changes to other
 * tasks. A task that is moved together with a completed one keeps its new position.
 */
export async function withCompletions(ctx: Ctx, scope: CommandScope, changes: TaskChange[]): Promise<TaskChange[]> {
  const completed = changes.filter(({ before, after }) => isOpen(before) && after.status === "done");
  const effects = await withClosingRules({ ctx, scope, status: "done", created: [] }, completed);
  const effectOf = new Map(effects.map((effect) => [effect.before.id, effect]));
  const extended = changes.map((change) => {
    const effect = effectOf.get(change.before.id);
    effectOf.delete(change.before.id);
    const changed = effect && difference(effect.before, effect.after);
    return changed ? { ...change, after: { ...change.after, ...changed.after } } : change;
  });
  return [...extended, ...effectOf.values()];
}

async function withClosingRules(closing: Closing, changes: TaskChange[]): Promise<TaskChange[]> {
  if (changes.length === 0) return [];
  let extended = changes;
  for (const rule of CLOSING_RULES[closing.status]) extended = await rule.apply(closing, extended);
  return extended;
}

function closeOne({ ctx, status }: Pick<Closing, "ctx" | "status">, before: Task): TaskChange {
  return { before, after: before.status === status ? before : closeTask(before, status, actorStampOf(ctx)) };
}

type DoneColumn = { projectId: Id; id: Id };

async function findDoneColumns({ tx }: CommandScope, workspaceId: Id, changes: TaskChange[]): Promise<DoneColumn[]> {
  const projectIds = [...new Set(changes.map(({ before }) => before.projectId))];
  return tx.$queryRaw<DoneColumn[]>`
    SELECT DISTINCT ON (project_id) project_id AS "projectId", id FROM section
    WHERE workspace_id = ${workspaceId}::uuid AND project_id IN (${Prisma.join(projectIds.map((id) => Prisma.sql`${id}::uuid`))})
      AND is_done_column AND deleted_at IS NULL ORDER BY project_id, rank, id`;
}

/** Returns all changes. The moved tasks get their new position, and their descendants get the same section. */
function withMovedParents(
  changes: TaskChange[],
  moved: ReadonlyMap<Id, TaskChange>,
  sectionOf: ReadonlyMap<Id, Id>,
): TaskChange[] {
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
