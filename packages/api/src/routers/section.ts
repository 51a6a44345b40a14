import { createSection, moveSection, updateSection } from "@docket/core/commands/section/mutations";
import { purgeSection, restoreSection, trashSection } from "@docket/core/commands/section/trash";
import { getSection, listSections } from "@docket/core/entities/section/queries";
import { duplicateSection } from "@docket/core/workflows/duplicate-project";
import {
  CreateSection,
  DuplicateSection,
  ListSections,
  MoveSection,
  Section,
  SectionCommand,
  SectionPage,
  SectionPurged,
  SectionRef,
  UpdateSection,
} from "@docket/schema/section";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "tasks:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "tasks:write", rate: "write" };

export const sectionRouter = router({
  get: protectedProcedure
    .meta(read)
    .input(SectionRef)
    .output(Section)
    .query(({ ctx, input }) => getSection(ctx.use, input)),
  list: protectedProcedure
    .meta(read)
    .input(ListSections)
    .output(SectionPage)
    .query(({ ctx, input }) => listSections(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateSection)
    .output(Section)
    .mutation(({ ctx, input }) => createSection(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateSection)
    .output(Section)
    .mutation(({ ctx, input }) => updateSection(ctx.use, input)),
  move: protectedProcedure
    .meta(write)
    .input(MoveSection)
    .output(Section)
    .mutation(({ ctx, input }) => moveSection(ctx.use, input)),
  duplicate: protectedProcedure
    .meta(write)
    .input(DuplicateSection)
    .output(Section)
    .mutation(({ ctx, input }) => duplicateSection(ctx.use, input)),
  trash: protectedProcedure
    .meta(write)
    .input(SectionCommand)
    .output(Section)
    .mutation(({ ctx, input }) => trashSection(ctx.use, input)),
  restore: protectedProcedure
    .meta(write)
    .input(SectionCommand)
    .output(Section)
    .mutation(({ ctx, input }) => restoreSection(ctx.use, input)),
  purge: protectedProcedure
    .meta(write)
    .input(SectionCommand)
    .output(SectionPurged)
    .mutation(({ ctx, input }) => purgeSection(ctx.use, input)),
});
