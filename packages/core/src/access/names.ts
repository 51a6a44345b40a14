import { Prisma } from "@docket/db/generated/client";
import type { Name } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { Actor } from "../runtime/actor.ts";
import type { Ctx } from "../runtime/ctx.ts";
import { canSeeLabel, memberProjectIds, canSeePerson, projectIdsFor, canAccessView } from "./access.ts";

/**
 * Builds a query for the current names of entities in one workspace. It returns no rows for entities that the actor
 * can't see. Trashed entities are included. Comments and reminders take the name of their task. Columns: `id`, `kind`, `name` and,
 * for a task, `reference` (the project's key and the task's number).
 *
 * @param ids an SQL expression for an array of ids of entities of any kind
 */
export function namesFor(actor: Actor, workspaceId: Id, ids: Prisma.Sql): Prisma.Sql {
  const workspace = Prisma.sql`${workspaceId}::uuid`;
  const readable = projectIdsFor(actor, workspaceId, "viewer");
  const ofTasks = Prisma.sql`t.title AS name, p.key || '-' || t.number AS reference`;
  const project = Prisma.sql`JOIN project p ON p.workspace_id = t.workspace_id AND p.id = t.project_id`;
  return Prisma.sql`
    SELECT t.id, 'task' AS kind, ${ofTasks} FROM task t ${project}
    WHERE t.workspace_id = ${workspace} AND t.id = ANY(${ids}) AND t.project_id IN (${readable})
    UNION ALL
    SELECT c.id, 'comment', ${ofTasks} FROM comment c
    JOIN task t ON t.workspace_id = c.workspace_id AND t.id = c.task_id ${project}
    WHERE c.workspace_id = ${workspace} AND c.id = ANY(${ids}) AND t.project_id IN (${readable})
    UNION ALL
    SELECT r.id, 'reminder', ${ofTasks} FROM reminder r
    JOIN task t ON t.workspace_id = r.workspace_id AND t.id = r.task_id ${project}
    WHERE r.workspace_id = ${workspace} AND r.id = ANY(${ids}) AND r.user_id = ${actor.userId}::uuid
      AND t.project_id IN (${readable})
    UNION ALL
    SELECT p.id, 'project', p.name, NULL FROM project p
    WHERE p.workspace_id = ${workspace} AND p.id = ANY(${ids}) AND p.id IN (${memberProjectIds(actor, workspaceId, "viewer")})
    UNION ALL
    SELECT s.id, 'section', s.name, NULL FROM section s
    WHERE s.workspace_id = ${workspace} AND s.id = ANY(${ids}) AND s.project_id IN (${readable})
    UNION ALL
    SELECT l.id, 'label', l.name, NULL FROM label l
    WHERE l.workspace_id = ${workspace} AND l.id = ANY(${ids}) AND ${canSeeLabel(actor, workspaceId)}
    UNION ALL
    SELECT f.id, 'folder', f.name, NULL FROM folder f
    WHERE f.workspace_id = ${workspace} AND f.id = ANY(${ids}) AND f.user_id = ${actor.userId}::uuid
    UNION ALL
    SELECT t.id, 'view', t.name, NULL FROM view t
    WHERE t.workspace_id = ${workspace} AND t.id = ANY(${ids}) AND ${canAccessView(actor, workspaceId, "see")}
    UNION ALL
    SELECT wm.user_id, 'person', u.name, NULL FROM workspace_member wm JOIN user_account u ON u.id = wm.user_id
    WHERE wm.workspace_id = ${workspace} AND wm.user_id = ANY(${ids}) AND ${canSeePerson(actor, workspaceId)}`;
}

type NameRow = Name & { id: Id };

/**
 * Returns the current names of entities in one workspace, keyed by id. Entities that the caller can't see are omitted.
 */
export async function findNames({ db, actor }: Ctx, workspaceId: Id, ids: Id[]): Promise<Record<Id, Name>> {
  if (ids.length === 0) return {};
  const rows = await db.$queryRaw<NameRow[]>`${namesFor(actor, workspaceId, Prisma.sql`${ids}::uuid[]`)}`;
  return Object.fromEntries(rows.map(({ id, ...name }) => [id, name]));
}
