import type { StatementRunner } from "../limit/bucket.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Rows touched by one statement, so that none takes long. */
const BATCH = 2_000;
/** Workspaces that one run works on. */
const MOST = 10;

/**
 * What a workspace consists of, in the order in which it can go. Each statement is repeated until it finds nothing; the
 * workspace itself goes last, so a run that was cut off is taken up where it stopped.
 */
const STEPS = [
  // Sub-tasks hold their parents back, whichever batch they fall into.
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
 * Removes for good the workspaces that went to the trash with their owner's account, change log and all, once they have
 * lain there for as long as the installation keeps what is thrown away.
 *
 * @param janitor connections of the role that may shorten the past
 * @returns how many went
 */
export async function purgeWorkspaces(janitor: StatementRunner, trashDays: number, now: Date): Promise<number> {
  const { rows } = await janitor.query({
    text: `SELECT id FROM workspace WHERE deleted_at < $1 ORDER BY deleted_at LIMIT ${MOST}`,
    values: [new Date(now.getTime() - trashDays * DAY_MS)],
  });
  for (const { id } of rows) {
    for (const text of STEPS) while ((await janitor.query({ text, values: [id] })).rows.length > 0);
  }
  return rows.length;
}
