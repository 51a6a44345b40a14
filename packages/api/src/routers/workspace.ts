import { getWorkspace, listWorkspaces } from "@docket/core/workspace/queries";
import { ListWorkspaces, Workspace, WorkspacePage, WorkspaceRef } from "@docket/schema/workspace";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "projects:read", rate: "read" };

export const workspaceRouter = router({
  get: protectedProcedure
    .meta(read)
    .input(WorkspaceRef)
    .output(Workspace)
    .query(({ ctx, input }) => getWorkspace(ctx.use, input)),
  list: protectedProcedure
    .meta(read)
    .input(ListWorkspaces)
    .output(WorkspacePage)
    .query(({ ctx, input }) => listWorkspaces(ctx.use, input)),
});
