import type { Change } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import { changesFor } from "../../access/access.ts";
import type { ChangeRights, ChangeRightsRow } from "../../access/change-rights.ts";
import { changeRightsColumns, toChangeRights } from "../../access/change-rights.ts";
import { isLiveCredential } from "../../access/credential.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { ChangeRow } from "./change-row.ts";
import { changeColumns, toChange } from "./change-row.ts";
import { cutPage, isWithinCommand, PAGE } from "./page.ts";

/**
 * Maximum number of log entries that one read scans, including those hidden from the reader. Bounds the cost of the
 * statement.
 */
const MAX_SCANNED = 5_000;

/**
 * The result of one read of the log. `rights` are the reader's rights at its `end`. `isSplit` says that the command at
 * `position` continues after it.
 */
export type LogPage =
  | {
      kind: "open";
      changes: Change[];
      position: bigint;
      isSplit: boolean;
      end: bigint;
      epoch: Id;
      rights: ChangeRights;
    }
  | { kind: "closed"; reason: "workspace" | "credential" };

type ReaderRow = ChangeRightsRow & { stands: boolean; change_seq: bigint; epoch: Id };
type LogRow = ReaderRow & (ChangeRow | { [Column in keyof ChangeRow]: null });

/**
 * Reads the changes after `after` in a workspace's log that the reader can currently see. A single statement checks the
 * session and access and reads the changes and the end of the log, so that all results come from the same snapshot.
 *
 * @param after the sequence number of the last change that the reader has; null to read no changes and return only the
 *   end of the log
 */
export async function readLog(ctx: Ctx, workspaceId: Id, after: bigint | null): Promise<LogPage> {
  const { actor, db } = ctx;
  const limited = actor.kind === "token" && actor.workspaceId !== null && actor.workspaceId !== workspaceId;
  if (limited) return { kind: "closed", reason: "workspace" };
  const rows = await db.$queryRaw<LogRow[]>`
    WITH reader AS (
      SELECT ${isLiveCredential(actor, ctx.now())} AS stands, n.change_seq, n.epoch,
        ${changeRightsColumns(actor, workspaceId)}
      FROM workspace_member m
      JOIN workspace w ON w.id = m.workspace_id AND w.deleted_at IS NULL
      JOIN workspace_counter n ON n.workspace_id = m.workspace_id
      WHERE m.workspace_id = ${workspaceId}::uuid AND m.user_id = ${actor.userId}::uuid
    )
    SELECT reader.*, line.* FROM reader LEFT JOIN LATERAL (
      SELECT ${changeColumns(actor, workspaceId)} FROM change c
      WHERE reader.stands AND c.workspace_id = ${workspaceId}::uuid
        AND c.seq > ${after}::bigint AND c.seq <= ${after}::bigint + ${MAX_SCANNED} AND ${changesFor(actor, workspaceId)}
      ORDER BY c.seq LIMIT ${PAGE + 1}
    ) line ON true ORDER BY line.seq`;
  const [reader] = rows;
  if (reader === undefined) return { kind: "closed", reason: "workspace" };
  if (!reader.stands) return { kind: "closed", reason: "credential" };

  const rights = toChangeRights(reader);
  const page = cutPage(rows.filter((row): row is ReaderRow & ChangeRow => row.seq !== null));
  const { change_seq: end, epoch } = reader;
  const reached = after === null || after + BigInt(MAX_SCANNED) > end ? end : after + BigInt(MAX_SCANNED);
  const isSplit =
    page.end === null ? reached < end && (await isWithinCommand(ctx, workspaceId, reached)) : page.isSplit;
  const changes = page.rows.map((line) => toChange(workspaceId, line, rights.readableProjects));
  return { kind: "open", changes, position: page.end ?? reached, isSplit, end, epoch, rights };
}

/** Returns the sequence number of the oldest change still in the log, or null if the log is empty. */
export async function oldestSeq({ db }: Ctx, workspaceId: Id): Promise<bigint | null> {
  const row = await db.change.findFirst({ where: { workspaceId }, orderBy: { seq: "asc" }, select: { seq: true } });
  return row?.seq ?? null;
}
