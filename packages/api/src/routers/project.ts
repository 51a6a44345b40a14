import { createProject, moveProject, updateProject } from "@docket/core/commands/project/mutations";
import { purgeProject, restoreProject, trashProject } from "@docket/core/commands/project/trash";
import { getProject, listProjects } from "@docket/core/entities/project/queries";
import { duplicateProject } from "@docket/core/workflows/duplicate-project";
import {
  CreateProject,
  DuplicatedProject,
  DuplicateProject,
  ListProjects,
  MoveProject,
  Project,
  ProjectCommand,
  ProjectPage,
  ProjectPurged,
  ProjectRef,
  UpdateProject,
} from "@docket/schema/project";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "projects:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "projects:write", rate: "write" };

export const projectRouter = router({
  get: protectedProcedure
    .meta(read)
    .input(ProjectRef)
    .output(Project)
    .query(({ ctx, input }) => getProject(ctx.use, input)),
  list: protectedProcedure
    .meta(read)
    .input(ListProjects)
    .output(ProjectPage)
    .query(({ ctx, input }) => listProjects(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateProject)
    .output(Project)
    .mutation(({ ctx, input }) => createProject(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateProject)
    .output(Project)
    .mutation(({ ctx, input }) => updateProject(ctx.use, input)),
  move: protectedProcedure
    .meta(write)
    .input(MoveProject)
    .output(Project)
    .mutation(({ ctx, input }) => moveProject(ctx.use, input)),
  duplicate: protectedProcedure
    .meta(write)
    .input(DuplicateProject)
    .output(DuplicatedProject)
    .mutation(({ ctx, input }) => duplicateProject(ctx.use, input)),
  trash: protectedProcedure
    .meta(write)
    .input(ProjectCommand)
    .output(Project)
    .mutation(({ ctx, input }) => trashProject(ctx.use, input)),
  restore: protectedProcedure
    .meta(write)
    .input(ProjectCommand)
    .output(Project)
    .mutation(({ ctx, input }) => restoreProject(ctx.use, input)),
  purge: protectedProcedure
    .meta(write)
    .input(ProjectCommand)
    .output(ProjectPurged)
    .mutation(({ ctx, input }) => purgeProject(ctx.use, input)),
});
