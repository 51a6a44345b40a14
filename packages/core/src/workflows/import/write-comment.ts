import { tasksFor } from "../../access/access.ts";
import { insertComments } from "../../entities/comment/definition.ts";
import type { PlacedComment } from "../../entities/comment/row.ts";
import type { PlanRow } from "./plan-row.ts";
import type { WriteState } from "./writing.ts";
import { recordOrigin } from "./writing.ts";

/**
 * Creates comments with the actor as their author. The original author is not a member here and is stored with the
 * origin. A comment is skipped if its task is in the trash or the actor can no longer comment on the task.
 */
export async function writeComments(writing: WriteState, rows: Extract<PlanRow, { kind: "comment" }>[]): Promise<void> {
  if (rows.length === 0) return;
  const { ctx, scope, job, known, made } = writing;
  const { workspaceId } = job;
  const taskIds = rows.flatMap(({ taskSourceId }) => known.get(taskSourceId)?.entityId ?? []);
  const tasks = await scope.tx.task.findMany({
    where: { workspaceId, id: { in: [...new Set(taskIds)] }, AND: tasksFor(ctx.actor, "commenter") },
    select: { id: true, projectId: true },
  });
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const written: PlacedComment[] = [];
  for (const { id, row, taskSourceId } of rows) {
    const owner = byId.get(known.get(taskSourceId)?.entityId ?? "");
    if (!owner) {
      made.left += 1;
      continue;
    }
    written.push({
      workspaceId,
      id,
      taskId: owner.id,
      projectId: owner.projectId,
      authorId: ctx.actor.userId,
      body: row.body,
      version: 1,
      createdAt: ctx.now().toISOString(),
      editedAt: null,
      deletedAt: null,
      deletedRoot: null,
    });
    recordOrigin(writing, "comment", id, row.sourceId, row.foreign);
    made.comments += 1;
  }
  await insertComments(scope, written);
}
