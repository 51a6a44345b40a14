import { createView, deleteView, moveView, updateView } from "@docket/core/commands/view/mutations";
import { getView, listViews } from "@docket/core/entities/view/queries";
import { CreateView, ListViews, MoveView, UpdateView, View, ViewCommand, ViewPage, ViewRef } from "@docket/schema/view";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "projects:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "projects:write", rate: "write" };

export const viewRouter = router({
  get: protectedProcedure
    .meta(read)
    .input(ViewRef)
    .output(View)
    .query(({ ctx, input }) => getView(ctx.use, input)),
  list: protectedProcedure
    .meta(read)
    .input(ListViews)
    .output(ViewPage)
    .query(({ ctx, input }) => listViews(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateView)
    .output(View)
    .mutation(({ ctx, input }) => createView(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateView)
    .output(View)
    .mutation(({ ctx, input }) => updateView(ctx.use, input)),
  move: protectedProcedure
    .meta(write)
    .input(MoveView)
    .output(View)
    .mutation(({ ctx, input }) => moveView(ctx.use, input)),
  delete: protectedProcedure
    .meta(write)
    .input(ViewCommand)
    .output(View)
    .mutation(({ ctx, input }) => deleteView(ctx.use, input)),
});
