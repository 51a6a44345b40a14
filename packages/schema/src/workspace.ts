import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { WorkspaceRole } from "./role.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** A workspace as one of its members sees it. */
export const Workspace = z.object({
  id: Id,
  slug: z.string(),
  name: z.string(),
  version: z.int(),
  role: WorkspaceRole,
  createdAt: Timestamp,
  /** The caller's inbox in this workspace. */
  inboxId: Id.nullable(),
});
export type Workspace = z.infer<typeof Workspace>;

/**
 * A workspace with the `seq` of its last change. A feed that resumes after this `seq` misses no change to data that is
 * read later.
 */
export const WorkspaceNow = Workspace.extend({ changeSeq: z.string() });
export type WorkspaceNow = z.infer<typeof WorkspaceNow>;

const Name = text({ max: 200, min: 1, lines: "one" });

export const ListWorkspaces = PageInput;
export type ListWorkspaces = z.infer<typeof ListWorkspaces>;
export const WorkspacePage = page(Workspace);

export const WorkspaceRef = z.strictObject({ workspaceId: Id });
export type WorkspaceRef = z.infer<typeof WorkspaceRef>;

export const WorkspaceSlug = z.strictObject({ slug: z.string().max(100) });
export type WorkspaceSlug = z.infer<typeof WorkspaceSlug>;

/** Input for creating a workspace. Like all entities, its ID is chosen by the client. */
export const CreateWorkspace = CommandInput.extend({ name: Name });
export type CreateWorkspace = z.infer<typeof CreateWorkspace>;

export const UpdateWorkspace = CommandInput.extend({
  baseVersion: z.int().min(1),
  set: z.strictObject({ name: Name.optional() }),
});
export type UpdateWorkspace = z.infer<typeof UpdateWorkspace>;

/** A member of a workspace. */
export const WorkspaceMember = z.object({
  workspaceId: Id,
  userId: Id,
  name: z.string(),
  /** Visible only to owners and admins; null for others. */
  email: z.string().nullable(),
  /**
   * False for a user who joined with a link that was not sent to an address and who has not confirmed their own
   * address. The address could belong to anyone.
   */
  isVerified: z.boolean(),
  role: WorkspaceRole,
  createdAt: Timestamp,
});
export type WorkspaceMember = z.infer<typeof WorkspaceMember>;

export const ListWorkspaceMembers = PageInput.extend({ workspaceId: Id });
export type ListWorkspaceMembers = z.infer<typeof ListWorkspaceMembers>;
export const WorkspaceMemberPage = page(WorkspaceMember);

/** The name of a person in a workspace, as shown in tasks and comments. */
export const WorkspacePerson = z.object({ userId: Id, name: z.string() });
export type WorkspacePerson = z.infer<typeof WorkspacePerson>;
export const WorkspacePersonPage = page(WorkspacePerson);

export const SetWorkspaceMember = CommandInput.extend({ userId: Id, role: WorkspaceRole });
export type SetWorkspaceMember = z.infer<typeof SetWorkspaceMember>;

export const RemoveWorkspaceMember = CommandInput.extend({ userId: Id });
export type RemoveWorkspaceMember = z.infer<typeof RemoveWorkspaceMember>;

/** The member who was removed from a workspace. */
export const WorkspaceMemberRemoved = z.object({ userId: Id });
export type WorkspaceMemberRemoved = z.infer<typeof WorkspaceMemberRemoved>;
