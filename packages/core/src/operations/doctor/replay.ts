import type { PrismaClient } from "@docket/db/generated/client";
import { isTimeZone } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import { rankBetween } from "@docket/schema/rank";
import type { Task } from "@docket/schema/task";
import type { When } from "@docket/schema/when";
import { taskInclude, toTask, whenInstant } from "../../entities/task/row.ts";
import { tracked } from "../../log/record.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { isEqual } from "../../runtime/json.ts";
import type { Fields } from "../../runtime/json.ts";

/** Number of tasks replayed per batch, to limit memory use. */
const BATCH = 500;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Fields that can change without an entry in the task's change log: removing a member or label also removes it from
 * tasks.
 */
const LINKS = new Set(["labelIds", "assigneeIds"]);

type Line = { entityId: Id; version: number | null; before: unknown; after: unknown; seq: bigint; op: string };

/**
 * Replays the change log of every task and compares the result with the task's row: fields, version, order, and the
 * instants derived from dates, times and time zones.
 *
 * @param db a client connected as the owner role; each batch is read in one snapshot, so a running server does not
 *   interfere
 * @returns one description per task that differs
 */
export async function replayTasks(db: PrismaClient): Promise<string[]> {
  const faults: string[] = [];
  let last = { workspaceId: FIRST, id: FIRST };
  for (;;) {
    const { rows, lines } = await db.$transaction((tx) => readBatch(tx, last), {
      isolationLevel: "RepeatableRead",
      timeout: 60_000,
    });
    for (const row of rows) {
      const differences = [...replayFaults(toTask(row), lines.get(row.id) ?? []), ...valueFaults(row)];
      if (differences.length > 0)
        faults.push(`task ${row.id} of workspace ${row.workspaceId}: ${[...new Set(differences)].join(", ")}`);
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < BATCH) return faults;
    last = end;
  }
}

async function readBatch(tx: Tx, { workspaceId, id }: { workspaceId: Id; id: Id }) {
  const rows = await tx.task.findMany({
    where: { OR: [{ workspaceId, id: { gt: id } }, { workspaceId: { gt: workspaceId } }] },
    orderBy: [{ workspaceId: "asc" }, { id: "asc" }],
    take: BATCH,
    include: taskInclude,
  });
  const found = await tx.$queryRaw<Line[]>`
    SELECT c.entity_id AS "entityId", c.version, c.before, c.after, c.seq, c.op FROM change c
    JOIN unnest(${rows.map((row) => row.workspaceId)}::uuid[], ${rows.map((row) => row.id)}::uuid[]) AS t(workspace_id, id)
      ON c.workspace_id = t.workspace_id AND c.entity_id = t.id
    WHERE c.entity = 'task' ORDER BY c.seq`;
  const lines = new Map<Id, Line[]>();
  for (const line of found) {
    const known = lines.get(line.entityId);
    if (known) known.push(line);
    else lines.set(line.entityId, [line]);
  }
  return { rows, lines };
}

type TaskRow = Awaited<ReturnType<typeof readBatch>>["rows"][number];

function replayFaults(task: Task, lines: Line[]): string[] {
  const faults: string[] = [];
  const state: Fields = {};
  let version: number | null = null;
  for (const line of lines) {
    if (line.op === "leave") continue;
    // Safe because only `Fields` values are written to these columns.
    const { before, after } = line as { before: Fields | null; after: Fields | null };
    for (const [field, value] of Object.entries(before ?? {}))
      if (field in state && isLogged(field) && !isEqual(value, state[field]))
        faults.push(`entry ${line.seq} does not follow from the one before in ${field}`);
    Object.assign(state, after);
    version = line.version;
  }
  if (version === null) return ["it is missing from the change log"];
  if (task.version !== version) faults.push(`version ${task.version} instead of ${version}`);
  for (const [field, value] of Object.entries(tracked(task)))
    if (field in state && isLogged(field) && !isEqual(value, state[field])) faults.push(`${field} differs`);
  return faults;
}

function isLogged(field: string): boolean {
  return !LINKS.has(field);
}

function valueFaults(row: TaskRow): string[] {
  const { rank, start, due } = toTask(row);
  return [
    ...(isRank(rank) ? [] : ["its rank is invalid"]),
    ...instantFaults("start", start, row.startAt),
    ...instantFaults("due", due, row.dueAt),
  ];
}

function instantFaults(name: "start" | "due", when: When | null, stored: Date | null): string[] {
  if (when?.timeZone !== undefined && !isTimeZone(when.timeZone)) return [`${name}_zone is unknown`];
  return (stored?.toISOString() ?? null) === whenInstant(when) ? [] : [`${name}_at does not match ${name}_on`];
}

function isRank(rank: string): boolean {
  try {
    return rankBetween(rank, null) > rank;
  } catch {
    return false;
  }
}
