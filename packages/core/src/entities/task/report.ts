import { Prisma } from "@docket/db/generated/client";
import { addDays, instantOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import type { ReportTasks, TaskReport } from "@docket/schema/report";
import { MAX_REPORT_GROUPS } from "@docket/schema/report";
import { hasWorkspaceRole, projectIdsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";

type DayRow = { day: Day | null; created: number; completed: number };
type GroupRow = {
  project_id: Id | null;
  completed_by: Id | null;
  is_project: boolean;
  is_person: boolean;
  completed: number;
  on_time: number;
  late: number;
};

/**
 * Counts the tasks that were created and completed on each day, in each project and by each person.
 *
 * @throws DomainError `not_found` if the caller can't see the workspace or the project
 */
export async function reportTasks(ctx: Ctx, input: ReportTasks): Promise<TaskReport> {
  await assertVisible(ctx, input.workspaceId, { projectId: input.projectId });
  const [days, groups] = await Promise.all([countByDay(ctx, input), countByGroup(ctx, input)]);
  const total = groups.find(({ is_project, is_person }) => !is_project && !is_person);
  return {
    days: days.flatMap(({ day, created, completed }) => (day === null ? [] : [{ day, created, completed }])),
    before: totalsOf(days.find(({ day }) => day === null)),
    projects: groups.flatMap(({ project_id: projectId, completed }) =>
      projectId === null ? [] : [{ projectId, completed }],
    ),
    people: groups.flatMap(({ is_person, completed_by: userId, completed }) =>
      is_person ? [{ userId, completed }] : [],
    ),
    dated: { onTime: total?.on_time ?? 0, late: total?.late ?? 0 },
  };
}

function totalsOf(row: DayRow | undefined): TaskReport["before"] {
  return { created: row?.created ?? 0, completed: row?.completed ?? 0 };
}

/** Builds the tasks `t` of a report, whenever they were created or completed. */
function tasksOf({ actor }: Ctx, { workspaceId, projectId }: ReportTasks): Prisma.Sql {
  const inProject = projectId === undefined ? Prisma.empty : Prisma.sql`AND t.project_id = ${projectId}::uuid`;
  return Prisma.sql`task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NULL ${inProject}
    AND t.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")})`;
}

/** Returns the numbers of each day, and those of all earlier days, whose `day` is null. */
function countByDay(ctx: Ctx, input: ReportTasks): Promise<DayRow[]> {
  const { from, to, timeZone } = input;
  const dayOf = (column: "created_at" | "completed_at") =>
    Prisma.sql`CASE WHEN t.${Prisma.raw(column)} >= ${instantOf(from, "00:00", timeZone)}
      THEN (t.${Prisma.raw(column)} AT TIME ZONE ${timeZone})::date END`;
  const end = instantOf(addDays(to, 1), "00:00", timeZone);
  return ctx.runtime.query<DayRow>(
    Prisma.sql`
    SELECT counted.day::text, sum(counted.created)::int AS created, sum(counted.completed)::int AS completed
    FROM (
      SELECT ${dayOf("created_at")} AS day, count(*) AS created, 0 AS completed
      FROM ${tasksOf(ctx, input)} AND t.status <> 'cancelled' AND t.created_at < ${end} GROUP BY 1
      UNION ALL
      SELECT ${dayOf("completed_at")}, 0, count(*)
      FROM ${tasksOf(ctx, input)} AND t.status = 'done' AND t.completed_at < ${end} GROUP BY 1
    ) counted GROUP BY counted.day ORDER BY counted.day`,
    "custom",
  );
}

/** Returns the numbers of completed tasks by project, by person, and of all. */
function countByGroup(ctx: Ctx, input: ReportTasks): Promise<GroupRow[]> {
  const { workspaceId, from, to, timeZone } = input;
  const { actor } = ctx;
  const [start, end] = [from, addDays(to, 1)].map((day) => instantOf(day, "00:00", timeZone));
  const limit = Prisma.sql`coalesce(t.deadline, t.due_on)`;
  const doneOn = Prisma.sql`(t.completed_at AT TIME ZONE ${timeZone})::date`;
  return ctx.runtime.query<GroupRow>(
    Prisma.sql`
    SELECT * FROM (
      SELECT t.project_id, t.completed_by, grouping(t.project_id) = 0 AS is_project, grouping(t.completed_by) = 0 AS is_person,
        count(*)::int AS completed, count(*) FILTER (WHERE ${doneOn} <= ${limit})::int AS on_time,
        count(*) FILTER (WHERE ${doneOn} > ${limit})::int AS late,
        row_number() OVER (PARTITION BY grouping(t.project_id, t.completed_by)
          ORDER BY count(*) DESC, t.project_id, t.completed_by) AS place
      FROM ${tasksOf(ctx, input)} AND t.status = 'done' AND t.completed_at >= ${start} AND t.completed_at < ${end}
      GROUP BY GROUPING SETS ((t.project_id), (t.completed_by), ())
    ) counted
    WHERE counted.place <= ${MAX_REPORT_GROUPS}
      AND (NOT counted.is_person OR counted.completed_by = ${actor.userId}::uuid OR ${hasWorkspaceRole(actor, workspaceId, "member")})
    ORDER BY counted.place`,
    "custom",
  );
}
