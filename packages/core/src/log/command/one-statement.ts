import { Prisma } from "@docket/db/generated/client";
import type { CommandInput } from "@docket/schema/command";
import { tokenIdOf } from "../../runtime/actor.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { Json } from "../../runtime/json.ts";

/** A command that is executed as a single statement. */
export type OneStatement = {
  kind: string;
  inputHash: Uint8Array;
  /** As in the {@link Outcome} of `run`. */
  result: Json;
  /** Common table expressions that do the work, with the access rules as conditions. */
  work: Prisma.Sql;
  /**
   * A query over them that returns the one row for the change log: entity, entity_id, project_id, op, version, before,
   * after. No row means that nothing was done.
   */
  change: Prisma.Sql;
  /** An expression over them that returns the answer as JSON. */
  answer: Prisma.Sql;
};

/**
 * Executes a command in one round trip. The work, its line in the change log and the command itself are one atomic
 * statement. It writes the same rows as `appendToLog`; a test checks that the two agree.
 *
 * @returns null when the work changed nothing
 * @throws a unique violation when the command id or the new entity's id was used before
 */
export async function runOneStatement<Answer>(
  ctx: Ctx,
  { workspaceId, commandId }: CommandInput,
  one: OneStatement,
): Promise<Answer | null> {
  const at = ctx.now();
  const actorId = ctx.actor.userId;
  const [row] = await ctx.runtime.query<{ answer: Answer }>(Prisma.sql`
    WITH ${one.work}, line AS (${one.change}), counter AS (
      UPDATE workspace_counter SET change_seq = change_seq + 1
      WHERE workspace_id = ${workspaceId}::uuid AND EXISTS (SELECT 1 FROM line) RETURNING change_seq
    ), remembered AS (
      INSERT INTO command (workspace_id, id, actor_id, token_id, kind, input_hash, result, first_seq, last_seq, at)
      SELECT ${workspaceId}::uuid, ${commandId}::uuid, ${actorId}::uuid, ${tokenIdOf(ctx.actor)}::uuid, ${one.kind}, ${one.inputHash},
        ${JSON.stringify(one.result)}::jsonb, change_seq, change_seq, ${at} FROM counter
    ), logged AS (
      INSERT INTO change (workspace_id, seq, command_id, actor_id, project_id, entity, entity_id, op, version, before, after, at)
      SELECT ${workspaceId}::uuid, counter.change_seq, ${commandId}::uuid, ${actorId}::uuid, line.project_id, line.entity, line.entity_id, line.op,
        line.version, line.before, line.after, ${at} FROM counter, line
    )
    SELECT ${one.answer} AS answer FROM counter`);
  return row?.answer ?? null;
}
