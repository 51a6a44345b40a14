import { z } from "zod";
import { Color } from "./color.ts";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { ProjectRole } from "./role.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

const Name = text({ max: 200, min: 1, lines: "one" });
const Description = text({ max: 20_000, lines: "many" });

/** The prefix of task numbers: HOME in HOME-12. */
export const ProjectKey = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{0,9}$/, "must be 1 to 10 capital letters and digits, a letter first");

/** A project as one of its members sees it. Its role, rank, folder and favourite status are specific to this member. */
export const Project = z.object({
  workspaceId: Id,
  id: Id,
  key: z.string(),
  name: z.string(),
  description: z.string(),
  color: Color,
  /** Whether this is a member's private inbox, which can't be shared, archived or deleted. */
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
  /** Derived from the name if omitted. */
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

/** Input for moving a project in the caller's own sidebar. Other members' sidebars are not affected. */
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

/**
 * A copy of a project. A large copy is initially empty. The server fills it in the background, and `import.get` returns
 * the progress.
 */
export const DuplicatedProject = Project.extend({
  /** The import that fills the copy; null if the copy is already complete. */
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

/** What is left of a permanently deleted project: its ID. */
export const ProjectPurged = z.object({ id: Id });
