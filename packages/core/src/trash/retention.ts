import type { Database } from "@docket/db/client";
import type { Id } from "@docket/schema/id";
import type { Runtime } from "../runtime.ts";

/** Days for which a repeated command is still recognised. */
export const COMMAND_DAYS = 90;

/** Rows changed by one statement, so that no lock is held for long. */
const BATCH = 5_000;
/** Removals whose words are looked for at a time. */
const REMOVALS = 500;
/** The setting that says up to when the words of what was removed are out of the log. */
const DONE_UNTIL = "purged_words_blanked_until";
/** A line has its time before it is there to be read, and the clocks of several servers differ a little. */
const MARGIN_MS = 24 * 60 * 60_000;

type Janitor = Database["pool"];

/** A line that tells of a removal for good, by its place in the order in which they are worked through. */
type Removal = { workspace_id: Id; seq: string; at: Date };

/**
 * Takes the words out of the change log for what was purged: the lines stay, what they said of the thing goes. Only the
 * janitor's role may do it; the application can't change its own past. Works through all removals since it last came to
 * an end, however long ago that was.
 *
 * @param janitor connections of that role
 * @returns how many lines were blanked
 */
export async function blankPurged(
  { db, clock }: Pick<Runtime, "db" | "clock">,
  janitor: Janitor,
  stopping?: AbortSignal,
): Promise<number> {
  const startedAt = clock();
  const done = await db.instanceSetting.findUnique({ where: { key: DONE_UNTIL }, select: { value: true } });
  let last: Removal = {
    workspace_id: FIRST_ID,
    seq: "0",
    at: new Date(typeof done?.value === "string" ? done.value : 0),
  };
  let blanked = 0;
  for (;;) {
    const removals = await removalsBehind(janitor, last);
    blanked += await blankWordsOf(janitor, removals, stopping);
    if (stopping?.aborted === true) return blanked;
    last = removals.at(-1) ?? last;
    if (removals.length < REMOVALS) break;
  }
  const value = new Date(startedAt.getTime() - MARGIN_MS).toISOString();
  await db.instanceSetting.upsert({
    where: { key: DONE_UNTIL },
    create: { key: DONE_UNTIL, value, updatedAt: startedAt },
    update: { value, updatedAt: startedAt },
  });
  return blanked;
}

const FIRST_ID = "00000000-0000-0000-0000-000000000000";

async function removalsBehind(janitor: Janitor, { at, workspace_id: workspaceId, seq }: Removal): Promise<Removal[]> {
  const { rows } = await janitor.query<Removal>(
    `SELECT workspace_id, seq, at FROM change
     WHERE op = 'purge' AND at >= $1 AND (at, workspace_id, seq) > ($1, $2::uuid, $3::bigint)
     ORDER BY at, workspace_id, seq LIMIT ${REMOVALS}`,
    [at, workspaceId, seq],
  );
  return rows;
}

function blankWordsOf(janitor: Janitor, removals: Removal[], stopping?: AbortSignal): Promise<number> {
  const values = [removals.map((removal) => removal.workspace_id), removals.map((removal) => removal.seq)];
  return untilNoneIsLeft(janitor, { text: BLANK, values }, stopping);
}

/** Repeats a statement that deals with {@link BATCH} rows at a time, and counts them. */
async function untilNoneIsLeft(
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

/** Two ways to the lines, each along an index: those of the thing itself, and of a project those of all that was in it. */
const BLANK = `
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
 * Forgets commands that are too old to be repeated; the changes that they made stay.
 *
 * @returns how many were forgotten
 */
export function forgetCommands(janitor: Janitor, stopping?: AbortSignal): Promise<number> {
  const text = `DELETE FROM command WHERE (workspace_id, id) IN (
    SELECT workspace_id, id FROM command WHERE at < now() - interval '${COMMAND_DAYS} days' LIMIT ${BATCH})`;
  return untilNoneIsLeft(janitor, { text, values: [] }, stopping);
}
