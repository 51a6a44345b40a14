import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";
import type { Json } from "../../runtime/json.ts";
import type { ChangeDraft } from "../record.ts";

/** A command as written to the log, without its changes. */
export type LogEntry = {
  workspaceId: Id;
  commandId: Id;
  actorId: Id;
  tokenId: Id | null;
  kind: string;
  inputHash: Uint8Array;
  result: Json;
  groupId: Id | null;
  undoOf: Id | null;
  at: Date;
};

/** The database type of each field of a change. */
const FIELD_TYPES = {
  entity: "text",
  entityId: "uuid",
  op: "text",
  projectId: "uuid",
  audience: "uuid",
  version: "int",
  before: "jsonb",
  after: "jsonb",
} as const satisfies Record<keyof ChangeDraft, string>;

const FIELDS = Object.keys(FIELD_TYPES) as (keyof ChangeDraft)[];

/** Builds a query that returns the given changes with their positions, starting at 1. */
function changesQuery(changes: ChangeDraft[]): Prisma.Sql {
  const types = FIELDS.map((field) => `"${field}" ${FIELD_TYPES[field]}`).join(", ");
  const rows = changes.map((change, index) => ({ ...change, position: index + 1 }));
  return Prisma.sql`SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(position int, ${Prisma.raw(types)})`;
}

/**
 * Builds a query for a statement's only change.
 *
 * @param change the value of each field, or an SQL expression that can refer to `from`
 */
export function oneChangeQuery(
  change: { [Field in keyof ChangeDraft]: ChangeDraft[Field] | Prisma.Sql },
  from: Prisma.Sql,
): Prisma.Sql {
  const values = FIELDS.map((field) => {
    const [value, type] = [change[field], FIELD_TYPES[field]];
    const isExpression = value instanceof Prisma.Sql;
    const sql = isExpression ? value : Prisma.sql`${type === "jsonb" && value ? JSON.stringify(value) : value}`;
    return Prisma.sql`(${sql})::${Prisma.raw(type)} AS ${Prisma.raw(`"${field}"`)}`;
  });
  return Prisma.sql`SELECT 1 AS position, ${Prisma.join(values)} FROM ${from}`;
}

/**
 * Builds the common table expressions that write a command and its changes to the log: `line` with the changes,
 * `counter` with their first and last sequence numbers (no row if there are no changes), and the two inserts. Every
 * command is logged through these expressions.
 *
 * The sequence numbers come from the workspace's counter row, which stays locked until the commit. The changes in a
 * workspace therefore become visible in sequence: a reader that has seen number n can't miss a lower one.
 *
 * @param changes a query for the fields of {@link ChangeDraft} and the position, starting at 1
 * @param unchanged whether to record a command without changes
 */
export function logExpressions(entry: LogEntry, changes: Prisma.Sql, unchanged: "recorded" | "omitted"): Prisma.Sql {
  const source = unchanged === "omitted" ? Prisma.sql`counter` : Prisma.sql`(SELECT 1) one LEFT JOIN counter ON true`;
  return Prisma.sql`
    line AS (${changes}), counter AS (
      UPDATE workspace_counter SET change_seq = change_seq + (SELECT count(*) FROM line)
      WHERE workspace_id = ${entry.workspaceId}::uuid AND EXISTS (SELECT 1 FROM line)
      RETURNING change_seq AS last_seq, change_seq - (SELECT count(*) FROM line) + 1 AS first_seq
    ), remembered AS (
      INSERT INTO command (workspace_id, id, actor_id, token_id, kind, input_hash, result, first_seq, last_seq, group_id, undo_of, at)
      SELECT ${entry.workspaceId}::uuid, ${entry.commandId}::uuid, ${entry.actorId}::uuid, ${entry.tokenId}::uuid, ${entry.kind},
        ${entry.inputHash}, ${JSON.stringify(entry.result)}::jsonb, counter.first_seq, counter.last_seq,
        ${entry.groupId}::uuid, ${entry.undoOf}::uuid, ${entry.at} FROM ${source}
    ), logged AS (
      INSERT INTO change (workspace_id, seq, command_id, actor_id, project_id, audience, entity, entity_id, op, version, before, after, at)
      SELECT ${entry.workspaceId}::uuid, counter.first_seq + line.position - 1, ${entry.commandId}::uuid, ${entry.actorId}::uuid,
        line."projectId", line.audience, line.entity, line."entityId", line.op, line.version, line.before, line.after, ${entry.at}
      FROM counter, line
    )`;
}

/**
 * Writes a command and its changes to the log, as the last statement of its transaction.
 *
 * @returns the last assigned sequence number, or null if there are no changes
 * @throws a unique violation if the command id was used before
 */
export async function appendToLog(
  tx: Tx,
  { changes, ...entry }: LogEntry & { changes: ChangeDraft[] },
): Promise<bigint | null> {
  const [row] = await tx.$queryRaw<{ last_seq: bigint | null }[]>`
    WITH ${logExpressions(entry, changesQuery(changes), "recorded")} SELECT (SELECT last_seq FROM counter) AS last_seq`;
  return row?.last_seq ?? null;
}
