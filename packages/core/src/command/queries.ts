import type { CommandEntry, ListCommands } from "@docket/schema/change";
import type { Page } from "@docket/schema/page";
import { tokenIdOf } from "../actor.ts";
import type { Ctx } from "../ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../cursor.ts";
import { requireVisible } from "../visible.ts";

const cursor = cursorOf("command.list", TimeAndId);

/** The caller's own commands, newest first: what they can undo. A token sees those it gave itself. */
export async function listCommands(ctx: Ctx, input: ListCommands): Promise<Page<CommandEntry>> {
  const { workspaceId, limit } = input;
  const tokenId = tokenIdOf(ctx.actor);
  const binding = { workspaceId, actorId: ctx.actor.userId, tokenId };
  await requireVisible(ctx, workspaceId, {});
  const position = cursor.decode(binding, input.cursor);
  const rows = await ctx.db.command.findMany({
    where: {
      workspaceId,
      actorId: ctx.actor.userId,
      ...(tokenId === null ? {} : { tokenId }),
      ...(position === null ? {} : { OR: [{ at: { lt: position[0] } }, { at: position[0], id: { lt: position[1] } }] }),
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: {
      id: true,
      kind: true,
      at: true,
      groupId: true,
      undoOf: true,
      undoneBy: true,
      firstSeq: true,
      lastSeq: true,
    },
  });
  const page = toPage(rows, limit, (row) => cursor.encode(binding, [row.at.toISOString(), row.id]));
  return { ...page, items: page.items.map(toEntry) };
}

type EntryRow = Omit<CommandEntry, "at" | "size"> & { at: Date; firstSeq: bigint | null; lastSeq: bigint | null };

function toEntry({ id, kind, at, groupId, undoOf, undoneBy, firstSeq, lastSeq }: EntryRow): CommandEntry {
  const size = firstSeq === null || lastSeq === null ? 0 : Number(lastSeq - firstSeq) + 1;
  return { id, kind, at: at.toISOString(), groupId, undoOf, undoneBy, size };
}
