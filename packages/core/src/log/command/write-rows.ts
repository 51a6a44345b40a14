import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";
import type { Fields } from "../../runtime/json.ts";
import type { VersionedTable } from "./lost-race.ts";
import { LostRace } from "./lost-race.ts";

/** The columns of each table that a command may change, besides `version` and `updated_at`. */
const COLUMNS = {
  task: [
    "project_id",
    "number",
    "section_id",
    "parent_id",
    "title",
    "description",
    "status",
    "completed_at",
    "completed_by",
    "priority",
    "start_on",
    "start_time",
    "start_zone",
    "start_at",
    "due_on",
    "due_time",
    "due_zone",
    "due_at",
    "duration_minutes",
    "rank",
    "search_text",
    "archived_at",
    "deleted_at",
    "deleted_root",
  ],
  section: ["project_id", "name", "rank", "is_done_column", "deleted_at", "deleted_root"],
  project: ["name", "description", "color", "archived_at", "deleted_at"],
  label: ["name", "name_folded", "color", "rank", "deleted_at"],
  folder: ["name", "rank", "parent_id", "deleted_at"],
  view: ["name", "color", "filter", "layout", "group_by", "sort_by", "direction", "rank", "deleted_at"],
  comment: ["body", "search_text", "edited_at", "deleted_at", "deleted_root"],
} as const satisfies Record<VersionedTable, readonly string[]>;

const WITHOUT_UPDATED_AT = new Set(["comment"]);

/** The values of a row by column, with the version that was read. */
export type RowWrite = Fields & { id: Id; version: number };

/**
 * Writes new states of rows in one statement. A row is written only if its version is still the one that was read and
 * `guard` allows it, for both the old and the new state. Either all rows are written or none. Rows are locked in the
 * order of their ids, so that two commands that write the same rows can't deadlock.
 *
 * @param rows every changeable column of each row
 * @param guard condition on `t` (the current row) and `r` (the new row): whether the actor may write it
 * @throws LostRace when any row was not written; the command then runs again, and its reads find the reason
 */
export async function writeRows(
  tx: Tx,
  table: VersionedTable,
  workspaceId: Id,
  rows: RowWrite[],
  guard: Prisma.Sql,
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  const assignments: string[] = COLUMNS[table].map((column) => `${column} = r.${column}`);
  const stamp = WITHOUT_UPDATED_AT.has(table) ? Prisma.empty : Prisma.sql`, updated_at = ${now}`;
  const written = await tx.$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT id FROM ${Prisma.raw(table)} WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${ids}::uuid[])
      ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE ${Prisma.raw(table)} t
    SET ${Prisma.raw(assignments.join(", "))}, version = t.version + 1 ${stamp}
    FROM jsonb_populate_recordset(null::${Prisma.raw(table)}, ${JSON.stringify(rows)}::jsonb) r
    JOIN locked ON locked.id = r.id
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = r.id AND t.version = r.version AND ${guard}`;
  if (written !== rows.length) throw new LostRace({ table, ids });
}
