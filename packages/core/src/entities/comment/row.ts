import type { Prisma } from "@docket/db/generated/client";
import type { Comment } from "@docket/schema/comment";
import { foldText } from "@docket/schema/fold-text";
import type { Id } from "@docket/schema/id";
import type { RowWrite } from "../../log/command/write-rows.ts";

/** Relation that is read with every comment: its task's project, whose members may see it. */
export const commentInclude = { task: { select: { projectId: true } } } satisfies Prisma.CommentInclude;

export type CommentRow = Prisma.CommentGetPayload<{ include: typeof commentInclude }>;

/** A comment with the project of its task. */
export type PlacedComment = Comment & { projectId: Id };

/** Converts a row to a comment. */
export function toComment(row: CommentRow): PlacedComment {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    taskId: row.taskId,
    projectId: row.task.projectId,
    authorId: row.authorId,
    body: row.body,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    deletedRoot: row.deletedRoot,
  };
}

/** Returns the searchable text of a comment. */
export function commentSearchText(comment: Pick<Comment, "body">): string {
  return foldText(comment.body);
}

/** Returns the changeable columns of a comment; the inverse of {@link toComment}. */
export function commentColumns(comment: Comment): RowWrite {
  return {
    id: comment.id,
    version: comment.version,
    body: comment.body,
    search_text: commentSearchText(comment),
    edited_at: comment.editedAt,
    deleted_at: comment.deletedAt,
    deleted_root: comment.deletedRoot,
  };
}
