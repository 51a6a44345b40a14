import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

const Body = text({ max: 20_000, min: 1, lines: "many" });

/** A comment on a task. */
export const Comment = z.object({
  workspaceId: Id,
  id: Id,
  taskId: Id,
  authorId: Id,
  body: z.string(),
  version: z.int(),
  createdAt: Timestamp,
  editedAt: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  deletedRoot: Id.nullable(),
});
export type Comment = z.infer<typeof Comment>;

export const CreateComment = CommandInput.extend({ id: Id, taskId: Id, body: Body });
export type CreateComment = z.infer<typeof CreateComment>;

export const UpdateComment = CommandInput.extend({ id: Id, baseVersion: z.int().min(1), body: Body });
export type UpdateComment = z.infer<typeof UpdateComment>;

export const CommentCommand = CommandInput.extend({ id: Id });
export type CommentCommand = z.infer<typeof CommentCommand>;

/** What is left of a permanently deleted comment: its ID. */
export const PurgedComment = z.object({ id: Id });
export type PurgedComment = z.infer<typeof PurgedComment>;

export const ListComments = PageInput.extend({ workspaceId: Id, taskId: Id });
export type ListComments = z.infer<typeof ListComments>;
export const CommentPage = page(Comment);
