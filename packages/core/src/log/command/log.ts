import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";
import type { Json } from "../../runtime/json.ts";
import type { ChangeDraft } from "../record.ts";

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
  changes: ChangeDraft[];
};

/**
 * Writes a command and its changes to the log, as the last statement of its transaction.
 *
 * The numbers come from the workspace's counter row, which stays locked until the commit. The changes of one workspace
 * therefore commit in the order of their numbers: a reader that has seen number n can't miss a smaller one.
 *
 * @returns the last assigned number, or null when there are no changes
 * @throws a unique violation when the command id was used before
 */
export async function appendToLog(tx: Tx, entry: LogEntry): Promise<bigint | null> {
  const changes = entry.changes.map((change, index) => ({
    position: index + 1,
    project_id: change.projectId,
    audience: change.audience,
    entity: change.entity,
    entity_id: change.entityId,
    op: change.op,
    version: change.version,
    before: change.before,
    after: change.after,
  }));
  const [row] = await tx.$queryRaw<{ last_seq: bigint | null }[]>`
    WITH counter AS (
      UPDATE workspace_counter SET change_seq = change_seq + ${changes.length}
      WHERE workspace_id = ${entry.workspaceId}::uuid AND ${changes.length} > 0
      RETURNING change_seq
    ), remembered AS (
      INSERT INTO command (workspace_id, id, actor_id, token_id, kind, input_hash, result, first_seq, last_seq, group_id, undo_of, at)
      VALUES (${entry.workspaceId}::uuid, ${entry.commandId}::uuid, ${entry.actorId}::uuid, ${entry.tokenId}::uuid, ${entry.kind},
        ${entry.inputHash}, ${JSON.stringify(entry.result)}::jsonb,
        (SELECT change_seq - ${changes.length} + 1 FROM counter), (SELECT change_seq FROM counter),
        ${entry.groupId}::uuid, ${entry.undoOf}::uuid, ${entry.at})
    ), logged AS (
      INSERT INTO change (workspace_id, seq, command_id, actor_id, project_id, audience, entity, entity_id, op, version, before, after, at)
      SELECT ${entry.workspaceId}::uuid, counter.change_seq - ${changes.length} + line.position, ${entry.commandId}::uuid, ${entry.actorId}::uuid,
        line.project_id, line.audience, line.entity, line.entity_id, line.op, line.version, line.before, line.after, ${entry.at}
      FROM counter, jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS line(
        position int, project_id uuid, audience uuid, entity text, entity_id uuid, op text, version int, before jsonb, after jsonb)
    )
    SELECT (SELECT change_seq FROM counter) AS last_seq`;
  return row?.last_seq ?? null;
}
