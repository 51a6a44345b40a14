import { Prisma } from "@docket/db/generated/client";
import type { CommandEntry, ListCommands } from "@docket/schema/change";
import type { Page } from "@docket/schema/page";
import { namesFor } from "../../access/names.ts";
import { assertVisible } from "../../access/visible.ts";
import { tokenIdOf } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";
import { IRREVERSIBLE, isPartOfImport } from "./inverse.ts";
import { UNDO_STORES } from "./store.ts";

const cursor = cursorOf("command.list", TimeAndId);

type EntryRow = {
  id: string;
  kind: string;
  at: Date;
  group_id: string | null;
  undo_of: string | null;
  undone_by: string | null;
  size: number;
  is_reversible: boolean | null;
  entity: string | null;
  entity_id: string | null;
  title: string | null;
};

/**
 * Lists the caller's own commands, newest first, with the first entity that each command created or changed and whether
 * the command can be undone. Reading and snoozing notifications is not listed. A token sees only commands that it sent itself.
 *
 * @throws DomainError `not_found` if the caller can't see the workspace
 */
export async function listCommands(ctx: Ctx, input: ListCommands): Promise<Page<CommandEntry>> {
  const { workspaceId, limit } = input;
  const { userId } = ctx.actor;
  const tokenId = tokenIdOf(ctx.actor);
  const binding = { workspaceId, actorId: userId, tokenId };
  await assertVisible(ctx, workspaceId, {});
  const [at, id] = cursor.decode(binding, input.cursor) ?? [];
  const afterCursor =
    at === undefined || id === undefined
      ? Prisma.empty
      : Prisma.sql`AND (c.at, c.id) < (${at}::timestamptz, ${id}::uuid)`;
  const tokenCondition = tokenId === null ? Prisma.empty : Prisma.sql`AND c.token_id = ${tokenId}::uuid`;
  const rows = await ctx.db.$queryRaw<EntryRow[]>`
    WITH newest AS (
      SELECT c.* FROM command c
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.actor_id = ${userId}::uuid AND c.kind NOT LIKE 'notification.%' ${tokenCondition} ${afterCursor}
      ORDER BY c.at DESC, c.id DESC LIMIT ${limit + 1}
    ), entry AS (
      SELECT n.*, line.* FROM newest n LEFT JOIN LATERAL (
        SELECT count(DISTINCT l.entity_id)::int AS size,
          bool_and(l.op <> ALL(${[...IRREVERSIBLE]}) AND l.entity = ANY(${[...UNDO_STORES.keys()]})) AS is_reversible,
          -- What was made says more than what had to make room for it.
          (array_agg(l.entity ORDER BY l.op <> 'create', l.seq))[1] AS entity,
          (array_agg(l.entity_id ORDER BY l.op <> 'create', l.seq))[1] AS entity_id
        FROM change l WHERE l.workspace_id = ${workspaceId}::uuid AND l.seq BETWEEN n.first_seq AND n.last_seq
      ) line ON true
    ), named AS (${namesFor(ctx.actor, workspaceId, Prisma.sql`ARRAY(SELECT entity_id FROM entry)`)})
    SELECT id, kind, at, group_id, undo_of, undone_by, size, is_reversible, entity, entity_id,
      (SELECT named.name FROM named WHERE named.id = entry.entity_id LIMIT 1) AS title
    FROM entry ORDER BY at DESC, id DESC`;
  const page = toPage(rows, limit, (row) => cursor.encode(binding, [row.at.toISOString(), row.id]));
  return { ...page, items: page.items.map(toEntry) };
}

function toEntry(row: EntryRow): CommandEntry {
  const { id, kind, entity, entity_id: entityId, title } = row;
  return {
    id,
    kind,
    at: row.at.toISOString(),
    groupId: row.group_id,
    undoOf: row.undo_of,
    undoneBy: row.undone_by,
    size: row.size,
    canUndo: row.undone_by === null && row.is_reversible === true && !isPartOfImport({ kind }),
    first: entity === null || entityId === null ? null : { entity, id: entityId, title },
  };
}
