import {
  createWorkspace,
  removeWorkspaceMember,
  setWorkspaceMember,
  updateWorkspace,
} from "@docket/core/commands/workspace/mutations";
import {
  getWorkspace,
  getWorkspaceBySlug,
  listWorkspaceMembers,
  listWorkspacePeople,
  listWorkspaces,
} from "@docket/core/entities/workspace/queries";
import {
  CreateWorkspace,
  ListWorkspaceMembers,
  ListWorkspaces,
  RemoveWorkspaceMember,
  SetWorkspaceMember,
  UpdateWorkspace,
  Workspace,
  WorkspaceMember,
  WorkspaceMemberPage,
  WorkspaceMemberRemoved,
  WorkspaceNow,
  WorkspacePage,
  WorkspacePersonPage,
  WorkspaceRef,
  WorkspaceSlug,
} from "@docket/schema/workspace";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "projects:read", rate: "read" };
const readPeople: ProcedureMeta = { auth: "verified", scope: null, rate: "read" };
const write: ProcedureMeta = { auth: "verified", scope: null, rate: "write" };

export const workspaceRouter = router({
  get: protectedProcedure
    .meta(read)
    .input(WorkspaceRef)
    .output(Workspace)
    .query(({ ctx, input }) => getWorkspace(ctx.use, input)),
  getBySlug: protectedProcedure
    .meta(read)
    .input(WorkspaceSlug)
    .output(WorkspaceNow)
    .query(({ ctx, input }) => getWorkspaceBySlug(ctx.use, input)),
  list: protectedProcedure
    .meta(read)
    .input(ListWorkspaces)
    .output(WorkspacePage)
    .query(({ ctx, input }) => listWorkspaces(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateWorkspace)
    .output(Workspace)
    .mutation(({ ctx, input }) => createWorkspace(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateWorkspace)
    .output(Workspace)
    .mutation(({ ctx, input }) => updateWorkspace(ctx.use, input)),
  listMembers: protectedProcedure
    .meta(readPeople)
    .input(ListWorkspaceMembers)
    .output(WorkspaceMemberPage)
    .query(({ ctx, input }) => listWorkspaceMembers(ctx.use, input)),
  listPeople: protectedProcedure
    .meta({ auth: "user", scope: "tasks:read", rate: "read" })
    .input(ListWorkspaceMembers)
    .output(WorkspacePersonPage)
    .query(({ ctx, input }) => listWorkspacePeople(ctx.use, input)),
  setMember: protectedProcedure
    .meta(write)
    .input(SetWorkspaceMember)
    .output(WorkspaceMember)
    .mutation(({ ctx, input }) => setWorkspaceMember(ctx.use, input)),
  removeMember: protectedProcedure
    .meta(write)
    .input(RemoveWorkspaceMember)
    .output(WorkspaceMemberRemoved)
    .mutation(({ ctx, input }) => removeWorkspaceMember(ctx.use, input)),
});
