import { Prisma } from "@docket/db/generated/client";
import type { Ctx } from "../../runtime/ctx.ts";
import type { LogEntry } from "./log.ts";
import { logExpressions } from "./log.ts";

/** A command that is executed as a single statement. */
export type OneStatement = {
  entry: LogEntry;
  /** Common table expressions that do the work, with the access rules as conditions. */
  work: Prisma.Sql;
  /** A query over `work` for the change, as built by `oneChangeQuery`. No row means that nothing was done. */
  change: Prisma.Sql;
  /** An expression over `work` for the answer as JSON. */
  answer: Prisma.Sql;
};

/**
 * Executes a command in one round trip. The work, its line in the change log and the command itself are written by one
 * atomic statement.
 *
 * @returns null if the work changed nothing
 * @throws a unique violation if the command id or the new entity's id was used before
 */
export async function runOneStatement<Answer>(
  ctx: Ctx,
  { entry, work, change, answer }: OneStatement,
): Promise<Answer | null> {
  const [row] = await ctx.runtime.query<{ answer: Answer }>(Prisma.sql`
    WITH ${work}, ${logExpressions(entry, change, "omitted")} SELECT ${answer} AS answer FROM counter`);
  return row?.answer ?? null;
}
