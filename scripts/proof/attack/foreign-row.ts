import type { Pool } from "pg";
import type { Population } from "./population.ts";

const IN_PROJECT = ["section", "task", "view", "project_member"];
const IN_WORKSPACE = [...IN_PROJECT, "project", "comment", "label", "folder", "invitation", "workspace_member"];

/**
 * Returns a checksum for each table, over the rows that no attacker is allowed to write. Changing, adding or removing
 * such a row changes the checksum of its table.
 */
export async function foreignRowChecksums(
  owner: Pool,
  { fixture, foreignWorkspaceId }: Population,
): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  const add = async (table: string, column: string, id: string) => {
    const { rows } = await owner.query<{ sum: string | null }>(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum FROM "${table}" t WHERE ${column} = $1`,
      [id],
    );
    sums.set(`${table} of ${column} ${id}`, rows[0]?.sum ?? "");
  };
  for (const table of IN_PROJECT) await add(table, "project_id", fixture.hidden.projectId);
  await add("project", "id", fixture.hidden.projectId);
  for (const table of IN_WORKSPACE) await add(table, "workspace_id", foreignWorkspaceId);
  return sums;
}

/** Returns the tables whose checksums differ. */
export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...before].filter(([table, sum]) => after.get(table) !== sum).map(([table]) => table);
}
