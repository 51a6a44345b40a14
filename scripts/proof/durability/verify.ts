import type { Client } from "pg";
import type { Id } from "../../../packages/schema/src/id.ts";
import type { Ledger } from "./ledger.ts";

/** The differences between the ledger and the database, each as a message. */
export type Verdict = {
  /** Missing writes that were acknowledged, possibly only when retried. */
  lost: string[];
  /** Writes that were applied more than once. */
  doubled: string[];
  /** Incomplete commands, and gaps in the change log. */
  broken: string[];
};

/** Finds commands with missing changes, changes without a command, and gaps in the change log. */
const BROKEN = `
  SELECT format('command %s has %s lines for numbers %s to %s', c.id, count(l.seq), c.first_seq, c.last_seq) AS what
  FROM command c LEFT JOIN change l ON l.workspace_id = c.workspace_id AND l.command_id = c.id
  GROUP BY c.workspace_id, c.id, c.first_seq, c.last_seq
  HAVING count(l.seq) <> coalesce(c.last_seq - c.first_seq + 1, 0)
  UNION ALL
  SELECT format('line %s has no command', l.seq) FROM change l
  WHERE NOT EXISTS (SELECT 1 FROM command c WHERE c.workspace_id = l.workspace_id AND c.id = l.command_id)
  UNION ALL
  SELECT format('the log of %s has %s lines, its counter says %s', w.workspace_id, count(l.seq), w.change_seq)
  FROM workspace_counter w LEFT JOIN change l ON l.workspace_id = w.workspace_id
  GROUP BY w.workspace_id, w.change_seq HAVING count(l.seq) <> w.change_seq`;

/**
 * Compares a ledger with the database.
 *
 * @param owner a connection as the role that owns the tables
 * @param ledger a ledger in which all writes are acknowledged
 */
export async function verify(owner: Client, ledger: Ledger): Promise<Verdict> {
  const read = async <Row extends object>(sql: string) => (await owner.query<Row>(sql)).rows;
  const commands = new Set((await read<{ id: Id }>("SELECT id FROM command")).map((row) => row.id));
  const tasks = new Map(
    (await read<{ id: Id; title: string; status: string }>("SELECT id, title, status FROM task")).map((row) => [
      row.id,
      row,
    ]),
  );
  const bodies = new Set(
    (await read<{ key: string }>("SELECT task_id || ' ' || body AS key FROM comment")).map((row) => row.key),
  );

  const lost = ledger.writes
    .filter((write) => write.isAcknowledged && !commands.has(write.commandId))
    .map((write) => `${write.kind} "${write.text}" has no command`);
  for (const [id, { title, status, comments }] of ledger.expected()) {
    const task = tasks.get(id);
    if (task?.title !== title || task.status !== status)
      lost.push(`"${title}" (${status}) is ${task === undefined ? "not there" : `"${task.title}" (${task.status})`}`);
    lost.push(...comments.filter((body) => !bodies.has(`${id} ${body}`)).map((body) => `"${body}" is not there`));
  }
  const doubled = await read<{ what: string }>(`
    SELECT format('%s tasks "%s"', count(*), title) AS what FROM task GROUP BY title HAVING count(*) > 1
    UNION ALL SELECT format('%s comments "%s"', count(*), body) FROM comment GROUP BY body HAVING count(*) > 1`);
  const broken = await read<{ what: string }>(BROKEN);
  return { lost, doubled: doubled.map((row) => row.what), broken: broken.map((row) => row.what) };
}
