import { Prisma } from "@docket/db/generated/client";
import { searchPatterns } from "@docket/schema/fold-text";
import type { Page } from "@docket/schema/page";
import type { Search, SearchHit } from "@docket/schema/search";
import { projectIdsFor } from "../access.ts";
import type { Ctx } from "../ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../cursor.ts";
import { taskJson } from "../task/list.ts";
import { requireVisible } from "../visible.ts";

const cursor = cursorOf("search", TimeAndId);

type SearchRow = { task: SearchHit["task"]; comment_id: string | null; at: Date; id: string };

/**
 * Tasks whose title or description, or a comment on them, contain every word of the text; the latest changed first. Accents
 * and case do not count. Words of three letters are found inside other words, shorter ones at the start of a word.
 */
export async function search(ctx: Ctx, input: Search): Promise<Page<SearchHit>> {
  const { workspaceId, projectId, withCompleted, limit } = input;
  const patterns = searchPatterns(input.text);
  const binding = { workspaceId, projectId: projectId ?? null, withCompleted, patterns };
  const [at, id] = cursor.decode(binding, input.cursor) ?? [];
  if (patterns.length === 0) {
    await requireVisible(ctx, workspaceId, { projectId });
    return { items: [], nextCursor: null };
  }
  const matches = (column: string) =>
    Prisma.join(
      patterns.map((pattern) => Prisma.sql`${Prisma.raw(column)} LIKE ${pattern}`),
      " AND ",
    );
  const behind =
    at === undefined || id === undefined
      ? Prisma.empty
      : Prisma.sql`AND (t.updated_at, t.id) < (${at}::timestamptz, ${id}::uuid)`;
  const rows = await ctx.db.$queryRaw<SearchRow[]>`
    WITH hit AS (
      SELECT t.id, NULL::uuid AS comment_id FROM task t
      WHERE t.workspace_id = ${workspaceId}::uuid AND ${matches("t.search_text")}
      UNION ALL
      SELECT c.task_id, c.id FROM comment c
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.deleted_at IS NULL AND ${matches("c.search_text")}
    ), best AS (
      -- A hit in the task itself counts before one in a comment.
      SELECT DISTINCT ON (id) id, comment_id FROM hit ORDER BY id, comment_id NULLS FIRST
    )
    SELECT ${taskJson} AS task, best.comment_id, t.updated_at AS at, t.id::text AS id
    FROM best JOIN task t ON t.workspace_id = ${workspaceId}::uuid AND t.id = best.id
    WHERE t.deleted_at IS NULL AND t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "viewer")})
      ${projectId === undefined ? Prisma.empty : Prisma.sql`AND t.project_id = ${projectId}::uuid`}
      ${withCompleted ? Prisma.empty : Prisma.sql`AND t.status = 'open'`} ${behind}
    ORDER BY t.updated_at DESC, t.id DESC LIMIT ${limit + 1}`;
  if (rows.length === 0) await requireVisible(ctx, workspaceId, { projectId });
  const page = toPage(rows, limit, (row) => cursor.encode(binding, [row.at.toISOString(), row.id]));
  return {
    items: page.items.map((row) => ({
      task: row.task,
      where: row.comment_id === null ? "task" : "comment",
      commentId: row.comment_id,
    })),
    nextCursor: page.nextCursor,
  };
}
