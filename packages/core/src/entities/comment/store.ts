import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { projectIdsFor } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { writeRows } from "../../log/command/write-rows.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference, tracked } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import type { PlacedComment } from "./row.ts";
import { commentSearchText, commentColumns } from "./row.ts";

/** The states of a comment before and after a change. */
export type CommentChange = { before: PlacedComment; after: PlacedComment; op?: ChangeOp };

/**
 * Writes new states of comments of one workspace and records them in the change log. Authors may change their own text
 * while they have the role commenter. Managers may delete and restore other people's comments but not edit them.
 *
 * @returns the comments in their current state, including unchanged ones
 * @throws LostRace when a row has changed since it was read, or the actor has lost access
 */
export async function saveComments(ctx: Ctx, scope: CommandScope, changes: CommentChange[]): Promise<PlacedComment[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  const rows = real.map(({ before, after }) => ({ ...commentColumns(after), version: before.version }));
  const onLiveTaskOf = (projectIds: Prisma.Sql) => Prisma.sql`EXISTS (
    SELECT 1 FROM task WHERE task.workspace_id = t.workspace_id AND task.id = t.task_id AND task.deleted_at IS NULL
      AND task.project_id IN (${projectIds}))`;
  const guard = Prisma.sql`CASE WHEN t.author_id = ${ctx.actor.userId}::uuid
    THEN ${onLiveTaskOf(projectIdsFor(ctx.actor, workspaceId, "commenter"))}
    ELSE r.body = t.body AND ${onLiveTaskOf(projectIdsFor(ctx.actor, workspaceId, "manager"))} END`;
  await writeRows(scope.tx, "comment", workspaceId, rows, guard, ctx.now());
  return changes.map(({ before, after, op = "update" }) => {
    const changed = difference(before, after);
    if (!changed) return before;
    const saved = { ...after, version: before.version + 1 };
    scope.record({ ...lineOf(saved), op, version: saved.version, ...changed });
    return saved;
  });
}

function lineOf({ id, projectId }: { id: Id; projectId: Id }) {
  return { entity: "comment", entityId: id, projectId, audience: null };
}

/**
 * Inserts new comments of one workspace and records them in the change log. The caller has checked that the actor may
 * comment there.
 *
 * @throws DomainError `conflict` when a task would exceed its limit of comments
 */
export async function insertComments({ tx, record }: CommandScope, comments: PlacedComment[]): Promise<void> {
  const [first] = comments;
  if (!first) return;
  const counts = new Map<Id, number>();
  for (const { taskId } of comments) counts.set(taskId, (counts.get(taskId) ?? 0) + 1);
  for (const [taskId, count] of counts) {
    await assertWithinLimit(tx, "comment", { workspaceId: first.workspaceId, taskId }, count);
  }
  await tx.comment.createMany({
    data: comments.map((comment) => ({
      workspaceId: comment.workspaceId,
      id: comment.id,
      taskId: comment.taskId,
      authorId: comment.authorId,
      body: comment.body,
      searchText: commentSearchText(comment),
      createdAt: new Date(comment.createdAt),
    })),
  });
  for (const comment of comments) {
    const { projectId: _, ...fields } = comment;
    record({ ...lineOf(comment), op: "create", version: comment.version, before: null, after: tracked(fields) });
  }
}

/** Records that a comment was purged, with nothing but its id. */
export function recordPurgedComment({ record }: CommandScope, comment: { id: Id; projectId: Id }): void {
  record({ ...lineOf(comment), op: "purge", version: null, before: null, after: null });
}
