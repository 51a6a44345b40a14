import type { Id } from "@docket/schema/id";
import type { Ctx } from "../../runtime/ctx.ts";

/** Maximum number of changes in one event. */
export const PAGE = 500;

/** The part of a list of entries that is one page. */
type Page<Row> = {
  rows: Row[];
  /** The number of its last entry, if there are more entries than those of the page; otherwise null. */
  end: bigint | null;
  /** Whether the last command continues on the next page. */
  isSplit: boolean;
};

/**
 * Returns the first page of entries of the change log. It ends where a command ends, unless the command has more entries
 * than a page.
 *
 * @param rows consecutive entries of the log, of which {@link PAGE} + 1 have been requested
 */
export function cutPage<Row extends { seq: bigint; command_id: Id }>(rows: Row[]): Page<Row> {
  const [last, next] = [rows[PAGE - 1], rows[PAGE]];
  if (last === undefined || next === undefined) return { rows, end: null, isSplit: false };
  const hasMore = next.command_id === last.command_id;
  const start = hasMore ? rows.findIndex((row) => row.command_id === last.command_id) : 0;
  const kept = rows.slice(0, start > 0 ? start : PAGE);
  return { rows: kept, end: kept.at(-1)?.seq ?? null, isSplit: hasMore && start === 0 };
}

/** Returns whether the entry after this position belongs to the same command as the one at it. */
export async function isWithinCommand({ db }: Ctx, workspaceId: Id, position: bigint): Promise<boolean> {
  const around = await db.change.findMany({
    where: { workspaceId, seq: { in: [position, position + 1n] } },
    select: { commandId: true },
  });
  return around.length === 2 && around[0]?.commandId === around[1]?.commandId;
}
