import type { Prisma } from "@docket/db/generated/client";
import type { Comment } from "@docket/schema/comment";
import { foldText } from "@docket/schema/fold-text";
import type { Id } from "@docket/schema/id";
import type { FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity } from "../field.ts";

/** Relation read with every comment: the project of its task, which determines who can see the comment. */
export const commentInclude = { task: { select: { projectId: true } } } satisfies Prisma.CommentInclude;

export type CommentRow = Prisma.CommentGetPayload<{ include: typeof commentInclude }>;

/** A comment and the project of its task. */
export type PlacedComment = Comment & { projectId: Id };

const { plain, instant, computed } = fieldsIn<CommentRow>();

/** How the fields of a comment are stored. */
export const commentFields: FieldsOf<PlacedComment, CommentRow> = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  taskId: fixed(plain("taskId")),
  projectId: computed((row) => row.task.projectId),
  authorId: fixed(plain("authorId")),
  body: plain("body"),
  version: plain("version"),
  createdAt: fixed(instant("createdAt")),
  editedAt: instant("editedAt"),
  deletedAt: instant("deletedAt"),
  deletedRoot: plain("deletedRoot"),
};

/** Converts a row to a comment. */
export function toComment(row: CommentRow): PlacedComment {
  return readEntity(commentFields, row);
}

/** Returns the searchable text of a comment. */
export function commentSearchText(comment: Pick<Comment, "body">): string {
  return foldText(comment.body);
}
