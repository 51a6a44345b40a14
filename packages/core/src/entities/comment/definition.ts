import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { projectIdsFor } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { purgeLine } from "../../log/record.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange, insertRows } from "../entity.ts";
import { findComments } from "./queries.ts";
import type { PlacedComment } from "./row.ts";
import { commentFields, commentSearchText } from "./row.ts";

/**
 * Comments. Authors can edit their own comments while they have at least the commenter role. Managers can delete and
 * restore other members' comments but not edit them.
 */
export const commentEntity = {
  table: "comment",
  fields: commentFields,
  computed: (comment) => ({ search_text: commentSearchText(comment) }),
  guard: ({ actor }, workspaceId) => {
    const onLiveTaskOf = (projectIds: Prisma.Sql) => Prisma.sql`EXISTS (
      SELECT 1 FROM task WHERE task.workspace_id = t.workspace_id AND task.id = t.task_id AND task.deleted_at IS NULL
        AND task.project_id IN (${projectIds}))`;
    return Prisma.sql`CASE WHEN t.author_id = ${actor.userId}::uuid
      THEN ${onLiveTaskOf(projectIdsFor(actor, workspaceId, "commenter"))}
      ELSE r.body = t.body AND ${onLiveTaskOf(projectIdsFor(actor, workspaceId, "manager"))} END`;
  },
  readers: ({ projectId }) => ({ projectId, audience: null }),
  find: async (tx, { actor }, workspaceId, ids) => {
    const visible = await findComments(tx, actor, workspaceId, ids, "commenter", "any");
    const managed = await findComments(tx, actor, workspaceId, ids, "manager", "any");
    return [...visible.filter((comment) => comment.authorId === actor.userId), ...managed];
  },
} satisfies EntityDefinition<PlacedComment>;

/**
 * Inserts new comments in one workspace and records them in the change log. The caller must already have checked that
 * the actor may comment there.
 *
 * @throws DomainError `conflict` if a task would exceed its comment limit
 */
export async function insertComments(scope: CommandScope, comments: PlacedComment[]): Promise<void> {
  const [first] = comments;
  if (!first) return;
  const { tx } = scope;
  const counts = new Map<Id, number>();
  for (const { taskId } of comments) counts.set(taskId, (counts.get(taskId) ?? 0) + 1);
  for (const [taskId, count] of counts) {
    await assertWithinLimit(tx, "comment", { workspaceId: first.workspaceId, taskId }, count);
  }
  await insertRows(tx, commentEntity, comments);
  for (const comment of comments) {
    const { projectId: _, ...fields } = comment;
    scope.record(createdChange("comment", comment, commentEntity.readers(comment), fields));
  }
}

/** Records the purge of a comment. The entry contains only its id. */
export function recordPurgedComment({ record }: CommandScope, comment: { id: Id; projectId: Id }): void {
  record(purgeLine("comment", comment.id, { projectId: comment.projectId, audience: null }));
}
