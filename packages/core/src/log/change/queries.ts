import { Prisma } from "@docket/db/generated/client";
import type { Change, ChangePage, ListChanges } from "@docket/schema/change";
import { Id } from "@docket/schema/id";
import { z } from "zod";
import { changesFor, projectIdsFor } from "../../access/access.ts";
import { findNames } from "../../access/names.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import type { Fields, Json } from "../../runtime/json.ts";
import type { ChangeRow } from "./change-row.ts";
import { changeColumns, toChange } from "./change-row.ts";

const cursor = cursorOf("change.list", z.tuple([z.string().regex(/^\d{1,18}$/)]));

/**
 * Lists the changes in a workspace or project, or to an entity, that the reader can currently see, newest first.
 * Changes to a task include changes to its comments. Also returns the names of the entities that the changes mention.
 *
 * @throws DomainError `not_found` if the reader can't see the workspace, the project or any change to the entity
 */
export async function listChanges(ctx: Ctx, input: ListChanges): Promise<ChangePage> {
  const { workspaceId, projectId, entityId, actorId, limit, cursor: text, ...rest } = input;
  const binding = JSON.stringify({ workspaceId, projectId, entityId, actorId, ...rest });
  const [before] = cursor.decode(binding, text) ?? [];
  if (entityId === undefined) await assertVisible(ctx, workspaceId, { projectId });

  const conditions = [...filterConditions(input), changesFor(ctx.actor, workspaceId)];
  if (before !== undefined) conditions.push(Prisma.sql`c.seq < ${before}::bigint`);
  const rows = await ctx.db.$queryRaw<ChangeRow[]>`
    SELECT ${changeColumns(ctx.actor, workspaceId)} FROM change c
    WHERE c.workspace_id = ${workspaceId}::uuid AND ${Prisma.join(conditions, " AND ")}
    ORDER BY c.seq DESC LIMIT ${limit + 1}`;
  if (rows.length === 0 && before === undefined) await assertHistoryVisible(ctx, input);

  const readable = await readableProjects(ctx, workspaceId);
  const page = toPage(rows, limit, (row) => cursor.encode(binding, [row.seq.toString()]));
  const items = page.items.map((row) => toChange(workspaceId, row, readable));
  return { items, nextCursor: page.nextCursor, names: await findNames(ctx, workspaceId, idsIn(items)) };
}

function filterConditions({ workspaceId, projectId, entityId, actorId, entity, op, from, to }: ListChanges) {
  // Ids are unique only within one entity type, so another entity may have the same id as a comment.
  const ofObject = Prisma.sql`(c.entity_id = ${entityId}::uuid OR c.entity = 'comment' AND c.entity_id = ANY(ARRAY(
    SELECT s.id FROM comment s WHERE s.workspace_id = ${workspaceId}::uuid AND s.task_id = ${entityId}::uuid)))`;
  const conditions = [
    entityId !== undefined && ofObject,
    projectId !== undefined && Prisma.sql`c.project_id = ${projectId}::uuid`,
    actorId !== undefined && Prisma.sql`c.actor_id = ${actorId}::uuid`,
    entity !== undefined && Prisma.sql`c.entity = ANY(${entity})`,
    op !== undefined && Prisma.sql`c.op = ANY(${op})`,
    from !== undefined && Prisma.sql`c.at >= ${from}::timestamptz`,
    to !== undefined && Prisma.sql`c.at < ${to}::timestamptz`,
  ];
  return conditions.filter((condition): condition is Prisma.Sql => typeof condition === "object");
}

/**
 * Throws `not_found` if the list is empty because the reader can't see the entity or user, rather than because nothing
 * matched.
 */
async function assertHistoryVisible(ctx: Ctx, { workspaceId, entityId, actorId }: ListChanges): Promise<void> {
  if (actorId !== undefined) await assertVisible(ctx, workspaceId, { assigneeId: actorId });
  if (entityId === undefined) return;
  const [seen] = await ctx.db.$queryRaw<unknown[]>`
    SELECT 1 FROM change c
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.entity_id = ${entityId}::uuid AND ${changesFor(ctx.actor, workspaceId)}
    LIMIT 1`;
  if (seen === undefined) throw notFound("Object");
}

/** Returns all ids in the changes: those of actors, entities and projects, and those in the changed values. */
function idsIn(changes: Change[]): Id[] {
  const values = changes.flatMap(({ actorId, entityId, projectId, before, after }) => [
    actorId,
    entityId,
    projectId,
    ...valuesOf(before),
    ...valuesOf(after),
  ]);
  return [...new Set(values.flatMap((value) => Id.safeParse(value).data ?? []))];
}

function valuesOf(fields: Fields | null): Json[] {
  return Object.values(fields ?? {}).flat();
}

async function readableProjects({ db, actor }: Ctx, workspaceId: Id): Promise<Set<Id>> {
  const rows = await db.$queryRaw<{ project_id: Id }[]>`${projectIdsFor(actor, workspaceId, "viewer")}`;
  return new Set(rows.map((row) => row.project_id));
}
