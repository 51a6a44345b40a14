import { Prisma } from "@docket/db/generated/client";

/** Builds a query for the people who follow a task `t`, whether they chose to or take part in it. Column: `user_id`. */
export function readersOfTask(): Prisma.Sql {
  return Prisma.sql`
    SELECT t.created_by AS user_id
    UNION SELECT ta.user_id FROM task_assignee ta WHERE ta.workspace_id = t.workspace_id AND ta.task_id = t.id
    UNION SELECT a.author_id FROM comment a
      WHERE a.workspace_id = t.workspace_id AND a.task_id = t.id AND a.deleted_at IS NULL
    UNION SELECT f.user_id FROM follow f
      WHERE f.workspace_id = t.workspace_id AND f.entity_id IN (t.id, t.project_id) AND f.state = 'following'`;
}

/** Builds a condition: a person has muted a task `t`, or its project without following the task. */
export function isMuted(userId: Prisma.Sql): Prisma.Sql {
  const stateOf = (entityId: Prisma.Sql) => Prisma.sql`(SELECT f.state FROM follow f
    WHERE f.workspace_id = t.workspace_id AND f.entity_id = ${entityId} AND f.user_id = ${userId})`;
  return Prisma.sql`coalesce(${stateOf(Prisma.sql`t.id`)}, ${stateOf(Prisma.sql`t.project_id`)}, '') = 'muted'`;
}
