import { Prisma } from "@docket/db/generated/client";
import { daySpan } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import type { CountTasks, TaskCounts } from "@docket/schema/task";
import { projectIdsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { isOpenSql } from "./status.ts";

type CountRow = { project_id: Id | null; open: number; today: number; overdue: number };

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

/** Builds the condition for open tasks `t` in the workspace that the caller can see. */
function openTasksFor(actor: Actor, workspaceId: Id): Prisma.Sql {
  return Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NULL AND ${isOpenSql("t")} AND t.archived_at IS NULL
      AND t.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")})`;
}

async function countAssignedAndLabels(
  { runtime, actor }: Ctx,
  { workspaceId }: CountTasks,
): Promise<Pick<TaskCounts, "assigned" | "labels">> {
  const rows = await runtime.query<{ label_id: Id | null; open: number }>(Prisma.sql`
    -- First the tasks, once; whatever the planner thinks of how many they are, the rest is then one look-up for each.
    WITH seen AS MATERIALIZED (SELECT t.id FROM task t WHERE ${openTasksFor(actor, workspaceId)}),
    labelled AS MATERIALIZED (
      SELECT tl.label_id, count(*)::int AS open FROM seen
      JOIN task_label tl ON tl.workspace_id = ${workspaceId}::uuid AND tl.task_id = seen.id GROUP BY tl.label_id
    )
    SELECT NULL::uuid AS label_id, count(*)::int AS open FROM seen
    JOIN task_assignee ta ON ta.workspace_id = ${workspaceId}::uuid AND ta.task_id = seen.id AND ta.user_id = ${actor.userId}::uuid
    UNION ALL
    SELECT labelled.label_id, labelled.open FROM labelled
    JOIN label l ON l.workspace_id = ${workspaceId}::uuid AND l.id = labelled.label_id AND l.deleted_at IS NULL`);
  return {
    assigned: rows.find((row) => row.label_id === null)?.open ?? 0,
    labels: rows.flatMap(({ label_id: labelId, open }) => (labelId === null ? [] : [{ labelId, open }])),
  };
}

async function countByProject(ctx: Ctx, { workspaceId, timeZone }: CountTasks): Promise<TaskCounts> {
  const { day: today, startsAt: todayStart, endsAt: tomorrowStart } = daySpan(ctx.now(), timeZone);
  const rows = await ctx.runtime.query<CountRow>(Prisma.sql`
    SELECT t.project_id, count(*)::int AS open,
      count(*) FILTER (WHERE (t.due_at IS NULL AND t.due_on = ${today}::date) OR (t.due_at >= ${todayStart} AND t.due_at < ${tomorrowStart}))::int AS today,
      count(*) FILTER (WHERE (t.due_at IS NULL AND t.due_on < ${today}::date) OR t.due_at < ${todayStart})::int AS overdue
    FROM task t WHERE ${openTasksFor(ctx.actor, workspaceId)}
    GROUP BY t.project_id`);
  if (rows.length === 0) await assertVisible(ctx, workspaceId, {});
  return {
    projects: rows.flatMap(({ project_id: projectId, open }) => (projectId === null ? [] : [{ projectId, open }])),
    today: rows.reduce((sum, row) => sum + row.today, 0),
    overdue: rows.reduce((sum, row) => sum + row.overdue, 0),
  };
}
