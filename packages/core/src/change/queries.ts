import { Prisma } from "@docket/db/generated/client";
import type { Change, ListChanges } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import type { Page } from "@docket/schema/page";
import { changesFor, projectIdsFor } from "../access.ts";
import type { Ctx } from "../ctx.ts";
import { cursorOf, toPage } from "../cursor.ts";
import { notFound } from "../error.ts";
import { requireVisible } from "../visible.ts";
import type { ChangeRow } from "./row.ts";
import { changeColumns, toChange } from "./row.ts";

const cursor = cursorOf("change.list", 1);

/**
 * The past of a project, or of one object (of a task with its comments), newest first, as far as the reader may see it now.
 *
 * @throws DomainError `not_found` when the project, or any past of the object, is out of the reader's sight
 */
export async function listChanges(ctx: Ctx, input: ListChanges): Promise<Page<Change>> {
  const { workspaceId, projectId, entityId, limit } = input;
  const binding = { workspaceId, projectId: projectId ?? null, entityId: entityId ?? null };
  const [before] = cursor.decode(binding, input.cursor) ?? [];
  if (projectId !== undefined) await requireVisible(ctx, workspaceId, { projectId });

  const rows = await ctx.db.$queryRaw<ChangeRow[]>`
    SELECT ${changeColumns(ctx.actor, workspaceId)} FROM change c
    WHERE c.workspace_id = ${workspaceId}::uuid AND ${aboutWhat(input)} AND ${changesFor(ctx.actor, workspaceId)}
      ${before === undefined ? Prisma.empty : Prisma.sql`AND c.seq < ${before}::bigint`}
    ORDER BY c.seq DESC LIMIT ${limit + 1}`;
  if (rows.length === 0 && before === undefined && entityId !== undefined) throw notFound("Object");

  const readable = await readableProjects(ctx, workspaceId);
  const page = toPage(rows, limit, (row) => cursor.encode(binding, [row.seq.toString()]));
  return { ...page, items: page.items.map((row) => toChange(workspaceId, row, readable)) };
}

function aboutWhat({ workspaceId, projectId, entityId }: ListChanges): Prisma.Sql {
  if (projectId !== undefined) return Prisma.sql`c.project_id = ${projectId}::uuid`;
  return Prisma.sql`(c.entity_id = ${entityId}::uuid OR c.entity_id = ANY(ARRAY(
    SELECT s.id FROM comment s WHERE s.workspace_id = ${workspaceId}::uuid AND s.task_id = ${entityId}::uuid)))`;
}

async function readableProjects({ db, actor }: Ctx, workspaceId: Id): Promise<Set<Id>> {
  const rows = await db.$queryRaw<{ project_id: Id }[]>`${projectIdsFor(actor, workspaceId, "viewer")}`;
  return new Set(rows.map((row) => row.project_id));
}
