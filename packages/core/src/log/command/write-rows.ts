import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";
import type { Fields } from "../../runtime/json.ts";
import type { VersionedTable } from "./lost-race.ts";
import { LostRace } from "./lost-race.ts";

/** The values of a row, with the version last read. */
export type RowWrite = Fields & { id: Id; version: number };

/**
 * Writes new states of rows in one statement. A row is written only if its version has not changed since it was read
 * and `guard` allows both the old and the new state. Either all rows are written or none. Rows are locked in the order
 * of their ids, so that commands that write the same rows can't deadlock.
 *
 * @param rows must all have the same columns
 * @param guard condition on `t` (the current row) and `r` (the new row): whether the actor may write it
 * @throws LostRace if any row was not written; the command then runs again, and its reads determine the reason
 */
export async function writeRows(
  tx: Tx,
  table: VersionedTable,
  workspaceId: Id,
  rows: RowWrite[],
  guard: Prisma.Sql,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const ids = rows.map((row) => row.id);
  const columns = Object.keys(first).filter((column) => column !== "id" && column !== "version");
  const assignments = columns.map((column) => `${column} = r.${column}`);
  const written = await tx.$executeRaw`
    WITH locked AS MATERIALIZED (
      SELECT id FROM ${Prisma.raw(table)} WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${ids}::uuid[])
      ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE ${Prisma.raw(table)} t
    SET ${Prisma.raw(assignments.join(", "))}, version = t.version + 1
    FROM jsonb_populate_recordset(null::${Prisma.raw(table)}, ${JSON.stringify(rows)}::jsonb) r
    JOIN locked ON locked.id = r.id
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = r.id AND t.version = r.version AND ${guard}`;
  if (written !== rows.length) throw new LostRace({ table, ids });
}
