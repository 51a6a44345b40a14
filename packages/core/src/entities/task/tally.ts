import { Prisma } from "@docket/db/generated/client";
import type { GroupBy, TallyTasks, TaskTally } from "@docket/schema/task";
import { MAX_TALLY_GROUPS } from "@docket/schema/task";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { listConditions } from "./filter.ts";

/** SQL expressions that group tasks (`t`) for counting, and the joins they require. */
const GROUPS: Record<GroupBy, { key: Prisma.Sql; join: Prisma.Sql }> = {
  section: { key: Prisma.sql`t.section_id`, join: Prisma.empty },
  status: { key: Prisma.sql`t.status`, join: Prisma.empty },
  priority: { key: Prisma.sql`t.priority`, join: Prisma.empty },
  project: { key: Prisma.sql`t.project_id`, join: Prisma.empty },
  due: { key: Prisma.sql`t.due_on`, join: Prisma.empty },
  assignee: {
    key: Prisma.sql`ta.user_id`,
    join: Prisma.sql`LEFT JOIN task_assignee ta ON ta.workspace_id = t.workspace_id AND ta.task_id = t.id`,
  },
  label: {
    key: Prisma.sql`l.id`,
    join: Prisma.sql`LEFT JOIN (task_label tl JOIN label l ON l.workspace_id = tl.workspace_id AND l.id = tl.label_id AND l.deleted_at IS NULL)
      ON tl.workspace_id = t.workspace_id AND tl.task_id = t.id`,
  },
};

/**
 * Counts the visible tasks that match a filter, per group. These counts are shown next to the headings of a list or
 * board.
 *
 * @throws DomainError `not_found` if the filter contains a project, section, task, label or member that the caller
 *   can't see
 */
export async function tallyTasks(ctx: Ctx, { workspaceId, filter, by }: TallyTasks): Promise<TaskTally> {
  const { key, join } = GROUPS[by];
  const conditions = listConditions(ctx, workspaceId, filter);
  const groups = await ctx.runtime.query<TaskTally["groups"][number]>(Prisma.sql`
    SELECT (${key})::text AS key, count(*)::int AS count FROM task t ${join}
    WHERE ${Prisma.join(conditions, " AND ")}
    GROUP BY ${key} ORDER BY count(*) DESC, ${key} LIMIT ${MAX_TALLY_GROUPS}`);
  if (groups.length === 0) await assertVisible(ctx, workspaceId, filter);
  return { groups };
}
