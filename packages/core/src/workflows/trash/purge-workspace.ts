import type { StatementRunner } from "../../runtime/limit/bucket.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Maximum number of rows per statement, so that none takes long. */
const BATCH = 2_000;
/** Maximum number of workspaces per run. */
const MAX_WORKSPACES_PER_RUN = 10;

/**
 * The contents of a workspace in the order in which they can be deleted. Each statement is repeated until it finds
 * nothing. The workspace itself comes last, so that a run that was interrupted is continued by the next.
 */
const STEPS = [
  // Parents can't be deleted before their sub-tasks, which may be in another batch.
  `UPDATE task SET parent_id = NULL, section_id = NULL WHERE workspace_id = $1 AND id IN (
     SELECT id FROM task WHERE workspace_id = $1 AND (parent_id IS NOT NULL OR section_id IS NOT NULL) LIMIT ${BATCH}) RETURNING id`,
  batch("task", "id"),
  batch("foreign_ref", "entity_id"),
  batch("invitation", "id"),
  batch("change", "seq"),
  batch("command", "id"),
  `DELETE FROM workspace WHERE id = $1 RETURNING id`,
];

function batch(table: string, key: string): string {
  return `DELETE FROM ${table} WHERE workspace_id = $1 AND ${key} IN (
    SELECT ${key} FROM ${table} WHERE workspace_id = $1 LIMIT ${BATCH}) RETURNING 1`;
}

/**
 * Purges the workspaces that were trashed with their owner's account, including the change log, after the number of
 * days for which the installation keeps trashed entities.
 *
 * @param janitor connections of the role that may delete history
 * @returns the number of purged workspaces
 */
export async function purgeWorkspaces(janitor: StatementRunner, trashDays: number, now: Date): Promise<number> {
  const { rows } = await janitor.query({
    text: `SELECT id FROM workspace WHERE deleted_at < $1 ORDER BY deleted_at LIMIT ${MAX_WORKSPACES_PER_RUN}`,
    values: [new Date(now.getTime() - trashDays * DAY_MS)],
  });
  for (const { id } of rows) {
    for (const text of STEPS) while ((await janitor.query({ text, values: [id] })).rows.length > 0);
  }
  return rows.length;
}
