import { createLabel, deleteLabel, moveLabel, updateLabel } from "@docket/core/commands/label/mutations";
import { listLabels } from "@docket/core/entities/label/queries";
import { CreateLabel, Label, LabelCommand, LabelPage, ListLabels, MoveLabel, UpdateLabel } from "@docket/schema/label";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "projects:write", rate: "write" };

export const labelRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListLabels)
    .output(LabelPage)
    .query(({ ctx, input }) => listLabels(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateLabel)
    .output(Label)
    .mutation(({ ctx, input }) => createLabel(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateLabel)
    .output(Label)
    .mutation(({ ctx, input }) => updateLabel(ctx.use, input)),
  move: protectedProcedure
    .meta(write)
    .input(MoveLabel)
    .output(Label)
    .mutation(({ ctx, input }) => moveLabel(ctx.use, input)),
  delete: protectedProcedure
    .meta(write)
    .input(LabelCommand)
    .output(Label)
    .mutation(({ ctx, input }) => deleteLabel(ctx.use, input)),
});
