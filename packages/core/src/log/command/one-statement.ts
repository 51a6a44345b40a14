import { Prisma } from "@docket/db/generated/client";
import type { Ctx } from "../../runtime/ctx.ts";
import type { LogEntry } from "./log.ts";
import { logExpressions } from "./log.ts";

/** A command executed as a single statement. */
export type OneStatement = {
  entry: LogEntry;
  /** Common table expressions that execute the command, with the access rules as conditions. */
  work: Prisma.Sql;
  /** A query on `work` for the change, as built by `oneChangeQuery`. It returns no row if nothing was changed. */
  change: Prisma.Sql;
  /** An expression on `work` for the answer as JSON. */
  answer: Prisma.Sql;
};

/**
 * Executes a command in one round trip. A single atomic statement makes the change and writes both the change log entry
 * and the command itself.
 *
 * @returns null if the command changed nothing
 * @throws a unique violation if the command id or the new entity's id was used before
 */
export async function runOneStatement<Answer>(
  ctx: Ctx,
  { entry, work, change, answer }: OneStatement,
): Promise<Answer | null> {
  // The driver returns a bigint as text.
  const [row] = await ctx.runtime.query<{ answer: Answer; seq: string }>(Prisma.sql`
    WITH ${work}, ${logExpressions(entry, change, "omitted")}
    SELECT ${answer} AS answer, counter.last_seq AS seq FROM counter`);
  if (row === undefined) return null;
  ctx.noteCommand?.(entry.commandId, BigInt(row.seq));
  return row.answer;
}
