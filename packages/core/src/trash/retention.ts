import type { Database } from "@docket/db/client";

/** Days for which a repeated command is still recognised. */
export const COMMAND_DAYS = 90;

/** Rows changed by one statement, so that no lock is held for long. */
const BATCH = 5_000;

/**
 * Takes the words out of the change log for what was purged: the lines stay, what they said of the thing goes. Only the
 * janitor's role may do it; the application can't change its own past.
 *
 * @param janitor connections of that role
 * @returns how many lines were blanked
 */
export async function blankPurged(janitor: Database["pool"]): Promise<number> {
  const { rowCount } = await janitor.query(
    `UPDATE change SET before = NULL, after = NULL
     WHERE (workspace_id, seq) IN (
       SELECT c.workspace_id, c.seq FROM change c
       JOIN change p ON p.workspace_id = c.workspace_id AND p.op = 'purge' AND p.at > now() - interval '7 days'
         AND (p.entity_id = c.entity_id OR (p.entity = 'project' AND p.entity_id = c.project_id))
       WHERE c.before IS NOT NULL OR c.after IS NOT NULL LIMIT ${BATCH})`,
  );
  return rowCount ?? 0;
}

/** Forgets commands that are too old to be repeated; the changes that they made stay. */
export async function forgetCommands(janitor: Database["pool"]): Promise<number> {
  const { rowCount } = await janitor.query(
    `DELETE FROM command WHERE (workspace_id, id) IN (
       SELECT workspace_id, id FROM command WHERE at < now() - interval '${COMMAND_DAYS} days' LIMIT ${BATCH})`,
  );
  return rowCount ?? 0;
}
