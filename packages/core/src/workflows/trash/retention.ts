import type { Database } from "@docket/db/client";
import type { Id } from "@docket/schema/id";
import type { Runtime } from "../../runtime/runtime.ts";

/** Number of days during which repeated commands are recognized. */
export const COMMAND_DAYS = 90;

/** Maximum number of rows per statement, so that no lock is held for long. */
const BATCH = 5_000;
/** Number of purge entries to process per step. */
const PURGES_PER_STEP = 500;
/** Key of the setting that stores the time up to which the text of purged entities has been redacted. */
const REDACTED_UNTIL_KEY = "purged_words_blanked_until";
/**
 * Safety margin: an entry's timestamp is set before the entry becomes visible, and the clocks of several servers differ
 * slightly.
 */
const MARGIN_MS = 24 * 60 * 60_000;

type Janitor = Database["pool"];

/** A purge entry in the change log, with its position in the processing order. */
type PurgeLine = { workspace_id: Id; seq: string; at: Date };

/**
 * Redacts the text of purged entities in the change log. The entries are kept without their contents. Only the janitor
 * role can do this, because the application must not change its own history. Processes all purges since the last
 * complete run, however long ago that was.
 *
 * @param janitor a pool connected as the janitor role
 * @returns the number of entries redacted
 */
export async function redactPurged(
  { db, clock }: Pick<Runtime, "db" | "clock">,
  janitor: Janitor,
  stopping?: AbortSignal,
): Promise<number> {
  const startedAt = clock();
  const done = await db.instanceSetting.findUnique({ where: { key: REDACTED_UNTIL_KEY }, select: { value: true } });
  let last: PurgeLine = {
    workspace_id: FIRST_ID,
    seq: "0",
    at: new Date(typeof done?.value === "string" ? done.value : 0),
  };
  let blanked = 0;
  for (;;) {
    const removals = await purgesAfter(janitor, last);
    blanked += await redactLines(janitor, removals, stopping);
    if (stopping?.aborted === true) return blanked;
    last = removals.at(-1) ?? last;
    if (removals.length < PURGES_PER_STEP) break;
  }
  const value = new Date(startedAt.getTime() - MARGIN_MS).toISOString();
  await db.instanceSetting.upsert({
    where: { key: REDACTED_UNTIL_KEY },
    create: { key: REDACTED_UNTIL_KEY, value, updatedAt: startedAt },
    update: { value, updatedAt: startedAt },
  });
  return blanked;
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";

async function purgesAfter(janitor: Janitor, { at, workspace_id: workspaceId, seq }: PurgeLine): Promise<PurgeLine[]> {
  const { rows } = await janitor.query<PurgeLine>(
    `SELECT workspace_id, seq, at FROM change
     WHERE op = 'purge' AND at >= $1 AND (at, workspace_id, seq) > ($1, $2::uuid, $3::bigint)
     ORDER BY at, workspace_id, seq LIMIT ${PURGES_PER_STEP}`,
    [at, workspaceId, seq],
  );
  return rows;
}

function redactLines(janitor: Janitor, removals: PurgeLine[], stopping?: AbortSignal): Promise<number> {
  const values = [removals.map((removal) => removal.workspace_id), removals.map((removal) => removal.seq)];
  return repeatUntilEmpty(janitor, { text: REDACT_SQL, values }, stopping);
}

/** Repeats a statement that processes {@link BATCH} rows at a time, and returns the total number of rows. */
async function repeatUntilEmpty(
  janitor: Janitor,
  statement: { text: string; values: unknown[] },
  stopping?: AbortSignal,
): Promise<number> {
  let count = 0;
  for (;;) {
    if (stopping?.aborted === true) return count;
    const { rowCount } = await janitor.query(statement);
    count += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return count;
  }
}

/**
 * Finds the entries in two ways, each through an index: entries about the entity itself and, for a project, entries
 * about everything that was in it.
 */
const REDACT_SQL = `
WITH gone AS MATERIALIZED (
  SELECT DISTINCT p.workspace_id, p.entity, p.entity_id FROM change p
  JOIN unnest($1::uuid[], $2::bigint[]) AS r(workspace_id, seq) ON r.workspace_id = p.workspace_id AND r.seq = p.seq
)
UPDATE change SET before = NULL, after = NULL
WHERE (workspace_id, seq) IN (
  SELECT c.workspace_id, c.seq FROM gone JOIN change c ON c.workspace_id = gone.workspace_id AND c.entity_id = gone.entity_id
  WHERE c.before IS NOT NULL OR c.after IS NOT NULL
  UNION ALL
  SELECT c.workspace_id, c.seq FROM gone JOIN change c ON c.workspace_id = gone.workspace_id AND c.project_id = gone.entity_id
  WHERE gone.entity = 'project' AND (c.before IS NOT NULL OR c.after IS NOT NULL)
  LIMIT ${BATCH})`;

/**
 * Deletes commands that are too old to be repeated. The changes they made are kept.
 *
 * @returns the number of commands deleted
 */
export function deleteOldCommands(janitor: Janitor, stopping?: AbortSignal): Promise<number> {
  const text = `DELETE FROM command WHERE (workspace_id, id) IN (
    SELECT workspace_id, id FROM command WHERE at < now() - interval '${COMMAND_DAYS} days' LIMIT ${BATCH})`;
  return repeatUntilEmpty(janitor, { text, values: [] }, stopping);
}
