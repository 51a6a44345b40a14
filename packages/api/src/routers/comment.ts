import {
  createComment,
  purgeComment,
  restoreComment,
  trashComment,
  updateComment,
} from "@docket/core/commands/comment/mutations";
import { listComments } from "@docket/core/entities/comment/queries";
import {
  Comment,
  CommentCommand,
  CommentPage,
  CreateComment,
  ListComments,
  PurgedComment,
  UpdateComment,
} from "@docket/schema/comment";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "tasks:write", rate: "write" };

export const commentRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListComments)
    .output(CommentPage)
    .query(({ ctx, input }) => listComments(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateComment)
    .output(Comment)
    .mutation(({ ctx, input }) => createComment(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateComment)
    .output(Comment)
    .mutation(({ ctx, input }) => updateComment(ctx.use, input)),
  trash: protectedProcedure
    .meta(write)
    .input(CommentCommand)
    .output(Comment)
    .mutation(({ ctx, input }) => trashComment(ctx.use, input)),
  restore: protectedProcedure
    .meta(write)
    .input(CommentCommand)
    .output(Comment)
    .mutation(({ ctx, input }) => restoreComment(ctx.use, input)),
  purge: protectedProcedure
    .meta(write)
    .input(CommentCommand)
    .output(PurgedComment)
    .mutation(({ ctx, input }) => purgeComment(ctx.use, input)),
});
