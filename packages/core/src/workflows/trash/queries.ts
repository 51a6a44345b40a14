import { Prisma } from "@docket/db/generated/client";
import type { Page } from "@docket/schema/page";
import type { ListTrash, TrashItem } from "@docket/schema/trash";
import { memberProjectIds, projectIdsFor, canSeeTrashedComment } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";

const cursor = cursorOf("trash.list", TimeAndId);

type TrashRow = { entity: TrashItem["entity"]; id: string; project_id: string; title: string; deleted_at: Date };

/**
 * Returns a page of the trash, most recently deleted first: everything that can be restored in the caller's projects,
 * and the caller's trashed projects.
 */
export async function listTrash(ctx: Ctx, input: ListTrash): Promise<Page<TrashItem>> {
  const { workspaceId, projectId, id, limit } = input;
  const binding = { workspaceId, projectId: projectId ?? null, id: id ?? null };
  const [at, lastId] = cursor.decode(binding, input.cursor) ?? [];
  const afterCursor =
    at === undefined || lastId === undefined
      ? Prisma.empty
      : Prisma.sql`AND (x.deleted_at, x.id) < (${at}::timestamptz, ${lastId}::uuid)`;
  const within = projectId === undefined ? Prisma.empty : Prisma.sql`AND x.project_id = ${projectId}::uuid`;
  const only = id === undefined ? Prisma.empty : Prisma.sql`AND x.id = ${id}::uuid`;
  const live = projectIdsFor(ctx.actor, workspaceId, "viewer");
  const rows = await ctx.db.$queryRaw<TrashRow[]>`
    SELECT x.entity, x.id, x.project_id, x.title, x.deleted_at FROM (
      SELECT 'task' AS entity, t.id, t.project_id, t.title, t.deleted_at FROM task t
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NOT NULL AND t.deleted_root = t.id AND t.project_id IN (${live})
      UNION ALL
      SELECT 'section', s.id, s.project_id, s.name, s.deleted_at FROM section s
      WHERE s.workspace_id = ${workspaceId}::uuid AND s.deleted_at IS NOT NULL AND s.project_id IN (${live})
      UNION ALL
      SELECT 'comment', s.id, t.project_id, left(s.body, 200), s.deleted_at FROM comment s
      JOIN task t ON t.workspace_id = s.workspace_id AND t.id = s.task_id AND t.deleted_at IS NULL
      WHERE s.workspace_id = ${workspaceId}::uuid AND s.deleted_at IS NOT NULL AND ${canSeeTrashedComment(ctx.actor, workspaceId)}
      UNION ALL
      SELECT 'project', p.id, p.id, p.name, p.deleted_at FROM project p
      WHERE p.workspace_id = ${workspaceId}::uuid AND p.deleted_at IS NOT NULL
        AND p.id IN (${memberProjectIds(ctx.actor, workspaceId, "viewer")})
    ) x WHERE true ${within} ${only} ${afterCursor} ORDER BY x.deleted_at DESC, x.id DESC LIMIT ${limit + 1}`;
  if (rows.length === 0) await assertVisible(ctx, workspaceId, { projectId });
  const items = rows.map((row) => ({
    entity: row.entity,
    id: row.id,
    projectId: row.project_id,
    title: row.title,
    deletedAt: row.deleted_at.toISOString(),
  }));
  return toPage(items, limit, (item) => cursor.encode(binding, [item.deletedAt, item.id]));
}
