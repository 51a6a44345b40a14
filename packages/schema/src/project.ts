import { z } from "zod";
import { Color } from "./color.ts";
import { CommandInput } from "./command.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { ProjectRole } from "./role.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

const Name = text({ max: 200, min: 1, lines: "one" });
const Description = text({ max: 20_000, lines: "many" });

/** The letters before a task's number. */
export const ProjectKey = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{0,9}$/, "must be 1 to 10 capital letters and digits, a letter first");

/** A project, as one of its members sees it: role, place in the sidebar and star are this member's own. */
export const Project = z.object({
  workspaceId: Id,
  id: Id,
  key: z.string(),
  name: z.string(),
  description: z.string(),
  color: Color,
  /** The private list of one member, which cannot be shared, archived or thrown away. */
  isInbox: z.boolean(),
  version: z.int(),
  createdBy: Id,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  archivedAt: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  role: ProjectRole,
  rank: z.string(),
  folderId: Id.nullable(),
  isFavourite: z.boolean(),
});
export type Project = z.infer<typeof Project>;

export const CreateProject = CommandInput.extend({
  id: Id,
  name: Name,
  /** Made from the name when absent. */
  key: ProjectKey.optional(),
  description: Description.default(""),
  color: Color.default("slate"),
  folderId: Id.nullable().default(null),
});
export type CreateProject = z.infer<typeof CreateProject>;

export const UpdateProject = CommandInput.extend({
  id: Id,
  baseVersion: z.int().min(1),
  set: z.strictObject({
    name: Name.optional(),
    description: Description.optional(),
    color: Color.optional(),
    isArchived: z.boolean().optional(),
  }),
});
export type UpdateProject = z.infer<typeof UpdateProject>;

/** Where the project stands in my own sidebar; nobody else's changes. */
export const MoveProject = CommandInput.extend({
  id: Id,
  folderId: Id.nullable().optional(),
  after: Id.nullable().optional(),
  before: Id.nullable().optional(),
  isFavourite: z.boolean().optional(),
});
export type MoveProject = z.infer<typeof MoveProject>;

export const DuplicateProject = CommandInput.extend({ id: Id, newId: Id, name: Name.optional() });
export type DuplicateProject = z.infer<typeof DuplicateProject>;

/** A copy of a project. A large one is empty at first; the server fills it, and `import.get` tells how far it is. */
export const DuplicatedProject = Project.extend({
  /** Names the import that fills the copy; null when the copy is complete. */
  importId: Id.nullable(),
});
export type DuplicatedProject = z.infer<typeof DuplicatedProject>;

export const ProjectRef = z.strictObject({ workspaceId: Id, id: Id });
export type ProjectRef = z.infer<typeof ProjectRef>;

export const ProjectCommand = CommandInput.extend({ id: Id });
export type ProjectCommand = z.infer<typeof ProjectCommand>;

export const ListProjects = PageInput.extend({
  workspaceId: Id,
  state: z.enum(["active", "archived", "trashed"]).default("active"),
});
export type ListProjects = z.infer<typeof ListProjects>;
export const ProjectPage = page(Project);

/** What is left of a project that was removed for good. */
export const ProjectPurged = z.object({ id: Id });
