import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

const Name = text({ max: 200, min: 1, lines: "one" });

/** A section of a project, which is also a column of its board. */
export const Section = z.object({
  workspaceId: Id,
  id: Id,
  projectId: Id,
  name: z.string(),
  rank: z.string(),
  /** Whether moving a task into this section completes the task, and completing a task moves it into this section. */
  isDoneColumn: z.boolean(),
  version: z.int(),
  createdBy: Id,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
  deletedRoot: Id.nullable(),
});
export type Section = z.infer<typeof Section>;

export const CreateSection = CommandInput.extend({
  id: Id,
  projectId: Id,
  name: Name,
  after: Id.nullable().optional(),
  before: Id.nullable().optional(),
});
export type CreateSection = z.infer<typeof CreateSection>;

export const UpdateSection = CommandInput.extend({
  id: Id,
  baseVersion: z.int().min(1),
  set: z.strictObject({ name: Name.optional(), isDoneColumn: z.boolean().optional() }),
});
export type UpdateSection = z.infer<typeof UpdateSection>;

/** Input for moving a section, with its tasks, within its project or to another one. */
export const MoveSection = CommandInput.extend({
  id: Id,
  projectId: Id.optional(),
  after: Id.nullable().optional(),
  before: Id.nullable().optional(),
});
export type MoveSection = z.infer<typeof MoveSection>;

export const DuplicateSection = CommandInput.extend({ id: Id, newId: Id, name: Name.optional() });
export type DuplicateSection = z.infer<typeof DuplicateSection>;

export const SectionCommand = CommandInput.extend({ id: Id });
export type SectionCommand = z.infer<typeof SectionCommand>;
export const SectionRef = z.strictObject({ workspaceId: Id, id: Id });
export type SectionRef = z.infer<typeof SectionRef>;

export const ListSections = PageInput.extend({ workspaceId: Id, projectId: Id });
export type ListSections = z.infer<typeof ListSections>;
export const SectionPage = page(Section);

/** What is left of a permanently deleted section: its ID. */
export const SectionPurged = z.object({ id: Id });
