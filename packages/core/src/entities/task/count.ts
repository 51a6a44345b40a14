import { Prisma } from "@docket/db/generated/client";
import { daySpan } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import type { CountTasks, TaskCounts } from "@docket/schema/task";
import { projectIdsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { isStoredUntil } from "./filter.ts";
import { isOpenSql } from "./status.ts";

type CountRow = { project_id: Id; open: number; today: number; overdue: number };

/**
 * Returns the counts for the sidebar in a single statement: open tasks per project, tasks due today and overdue tasks.
 * If `withAssignedAndLabels` is set, a second statement counts the tasks assigned to the caller and the tasks with each
 * label. "Overdue" is evaluated in the viewer's time zone: a time with a zone counts on the day on which its instant
 * falls in the viewer's zone.
 *
 * @throws DomainError `not_found`
 */
export async function countTasks(ctx: Ctx, input: CountTasks): Promise<TaskCounts> {
  if (!input.withAssignedAndLabels) return countByProject(ctx, input);
  const [counts, more] = await Promise.all([countByProject(ctx, input), countAssignedAndLabels(ctx, input)]);
  return { ...counts, ...more };
}

// One index contains all columns that the counts need, so they don't read the tasks themselves.

/** Builds the condition for open tasks `t` in the workspace, whether or not the caller can see them. */
function openTasksOf(workspaceId: Id): Prisma.Sql {
  return Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NULL AND ${isOpenSql("t")} AND t.archived_at IS NULL`;
}

async function countAssignedAndLabels(
  { runtime, actor }: Ctx,
  { workspaceId }: CountTasks,
): Promise<Pick<TaskCounts, "assigned" | "labels">> {
  // Whether to start from the tasks or from the labels depends on the number of tasks in these projects.
  const rows = await runtime.query<{ label_id: Id | null; open: number }>(
    Prisma.sql`
    WITH seen AS MATERIALIZED (${projectIdsFor(actor, workspaceId, "viewer")}), labelled AS MATERIALIZED (
      SELECT tl.label_id, count(*)::int AS open FROM task t JOIN task_label tl ON tl.workspace_id = t.workspace_id AND tl.task_id = t.id
      WHERE ${openTasksOf(workspaceId)} AND t.project_id IN (SELECT project_id FROM seen) GROUP BY tl.label_id
    )
    SELECT NULL::uuid AS label_id, count(*)::int AS open
    FROM task t JOIN task_assignee ta ON ta.workspace_id = t.workspace_id AND ta.task_id = t.id AND ta.user_id = ${actor.userId}::uuid
    WHERE ${openTasksOf(workspaceId)} AND t.project_id IN (SELECT project_id FROM seen)
    UNION ALL
    SELECT labelled.label_id, labelled.open FROM labelled
    JOIN label l ON l.workspace_id = ${workspaceId}::uuid AND l.id = labelled.label_id AND l.deleted_at IS NULL`,
    "custom",
  );
  return {
    assigned: rows.find((row) => row.label_id === null)?.open ?? 0,
    labels: rows.flatMap(({ label_id: labelId, open }) => (labelId === null ? [] : [{ labelId, open }])),
  };
}

async function countByProject(ctx: Ctx, { workspaceId, timeZone }: CountTasks): Promise<TaskCounts> {
  const { day: today, startsAt: todayStart, endsAt: tomorrowStart } = daySpan(ctx.now(), timeZone);
  const ofProject = Prisma.sql`${openTasksOf(workspaceId)} AND t.project_id = seen.project_id`;
  const rows = await ctx.runtime.query<CountRow>(Prisma.sql`
    WITH seen AS MATERIALIZED (${projectIdsFor(ctx.actor, workspaceId, "viewer")})
    SELECT seen.project_id, counted.open, dated.today, dated.overdue
    FROM seen CROSS JOIN LATERAL (SELECT count(*)::int AS open FROM task t WHERE ${ofProject}) counted
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE (t.due_at IS NULL AND t.due_on = ${today}::date) OR (t.due_at >= ${todayStart} AND t.due_at < ${tomorrowStart}))::int AS today,
        count(*) FILTER (WHERE (t.due_at IS NULL AND t.due_on < ${today}::date) OR t.due_at < ${todayStart})::int AS overdue
      FROM task t WHERE ${ofProject} AND ${isStoredUntil("due", today)}
    ) dated
    WHERE counted.open > 0`);
  if (rows.length === 0) await assertVisible(ctx, workspaceId, {});
  return {
    projects: rows.map(({ project_id: projectId, open }) => ({ projectId, open })),
    today: rows.reduce((sum, row) => sum + row.today, 0),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}
