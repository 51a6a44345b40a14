import type { StatementRunner } from "../../runtime/limit/bucket.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Maximum number of rows per statement, to keep each statement short. */
const BATCH = 2_000;
/** Maximum number of workspaces per run. */
const MAX_WORKSPACES_PER_RUN = 10;

/**
 * Statements that delete the contents of a workspace, in an order that satisfies its foreign keys. Each statement is
 * repeated until it finds no more rows. The workspace itself comes last, so that an interrupted run is continued by the
 * next one.
 */
const STEPS = [
  // Parents can't be deleted before their sub-tasks, which may be in another batch.
  `UPDATE task SET parent_id = NULL, section_id = NULL WHERE workspace_id = $1 AND id IN (
     SELECT id FROM task WHERE workspace_id = $1 AND (parent_id IS NOT NULL OR section_id IS NOT NULL) LIMIT ${BATCH}) RETURNING id`,
  batch("notification", "id"),
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
 * Purges workspaces that were trashed with their owner's account, including their change logs, once the installation's
 * retention period for the trash has passed.
 *
 * @param janitor runs statements as the role that may delete history
 * @returns the number of workspaces purged
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
