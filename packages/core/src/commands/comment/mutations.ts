import type { Comment, CommentCommand, CreateComment, PurgedComment, UpdateComment } from "@docket/schema/comment";
import { TASK_ROLES } from "@docket/schema/task-capability";
import { anyCommentsFor } from "../../access/access.ts";
import { insertComments, recordPurgedComment, commentEntity } from "../../entities/comment/definition.ts";
import { getComment, hasRole, requireComment } from "../../entities/comment/queries.ts";
import type { PlacedComment } from "../../entities/comment/row.ts";
import { saveEntities } from "../../entities/entity.ts";
import { deleteOrigins } from "../../entities/origin/known-row.ts";
import { requireTask } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import { LostRace } from "../../log/command/lost-race.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";

/**
 * Creates a comment on a task. Requires the commenter role in the project.
 *
 * @throws DomainError `not_found`, `forbidden` for viewers
 */
export function createComment(ctx: Ctx, input: CreateComment): Promise<Comment> {
  const { workspaceId, id, taskId, body } = input;
  return command(ctx, input, {
    kind: "comment.create",
    replay: () => getComment(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const task = await requireTask(scope.tx, ctx.actor, { workspaceId, id: taskId }, "comment");
      const comment: PlacedComment = {
        workspaceId,
        id,
        taskId,
        projectId: task.projectId,
        authorId: ctx.actor.userId,
        body,
        version: 1,
        createdAt: ctx.now().toISOString(),
        editedAt: null,
        deletedAt: null,
        deletedRoot: null,
      };
      await insertComments(scope, [comment]);
      return { result: { id }, answer: comment };
    },
  });
}

/**
 * Edits the caller's own comment. Other users' comments can't be edited, regardless of role.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` with both versions of the text if it was changed in the
 *   meantime
 */
export function updateComment(ctx: Ctx, input: UpdateComment): Promise<Comment> {
  const { workspaceId, id, body, baseVersion } = input;
  return command(ctx, input, {
    kind: "comment.update",
    replay: () => getComment(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const before = await requireComment(scope.tx, ctx.actor, input, "commenter");
      if (before.authorId !== ctx.actor.userId)
        throw new DomainError("forbidden", "Only the author can change a comment.");
      await mergeOntoCurrent(scope.tx, ctx.actor, {
        workspaceId,
        entityId: id,
        baseVersion,
        current: before,
        set: { body },
        textFields: ["body"],
      });
      const editedAt = body === before.body ? before.editedAt : ctx.now().toISOString();
      const [answer = before] = await saveEntities(commentEntity, ctx, scope, [
        { before, after: { ...before, body, editedAt } },
      ]);
      return { result: { id }, answer };
    },
  });
}

/**
 * Moves a comment to the trash. It can be restored until it is purged. Allowed for its author and for managers of the
 * project.
 */
export function trashComment(ctx: Ctx, input: CommentCommand): Promise<Comment> {
  return setTrashed(ctx, input, true);
}

/** Restores a comment from the trash. Allowed for its author and for managers of the project. */
export function restoreComment(ctx: Ctx, input: CommentCommand): Promise<Comment> {
  return setTrashed(ctx, input, false);
}

function setTrashed(ctx: Ctx, input: CommentCommand, isTrashed: boolean): Promise<Comment> {
  const { id } = input;
  return command(ctx, input, {
    kind: isTrashed ? "comment.trash" : "comment.restore",
    replay: () => getComment(ctx.db, ctx.actor, input, "any"),
    run: async (scope) => {
      const before = await requireComment(scope.tx, ctx.actor, input, "commenter", "any");
      if (isTrashed === (before.deletedAt !== null)) throw notFound("Comment");
      await requireAuthorOrManager(ctx, scope.tx, before);
      const after = isTrashed
        ? { ...before, deletedAt: ctx.now().toISOString(), deletedRoot: id }
        : { ...before, deletedAt: null, deletedRoot: null };
      const [answer = before] = await saveEntities(commentEntity, ctx, scope, [
        { before, after, op: isTrashed ? "trash" : "restore" },
      ]);
      return { result: { id }, answer };
    },
  });
}

async function requireAuthorOrManager(ctx: Ctx, tx: Tx, comment: PlacedComment): Promise<void> {
  if (comment.authorId === ctx.actor.userId || (await hasRole(tx, ctx.actor, comment, TASK_ROLES.moderate))) return;
  throw new DomainError("forbidden", "Only the author or a manager of the project can do this.");
}

/**
 * Permanently deletes a comment that is in the trash. This can't be undone. Requires the manager role in the project.
 */
export function purgeComment(ctx: Ctx, input: CommentCommand): Promise<PurgedComment> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "comment.purge",
    replay: () => Promise.resolve({ id }),
    run: async (scope) => {
      const comment = await requireComment(scope.tx, ctx.actor, input, "manager", "any");
      if (comment.deletedAt === null) throw notFound("Comment");
      await deleteOrigins(scope.tx, workspaceId, [id]);
      const gone = await scope.tx.comment.deleteMany({
        where: { workspaceId, id, version: comment.version, AND: anyCommentsFor(ctx.actor, "manager") },
      });
      if (gone.count === 0) throw new LostRace();
      recordPurgedComment(scope, comment);
      return { result: { id }, answer: { id } };
    },
  });
}
