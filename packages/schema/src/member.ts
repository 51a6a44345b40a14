import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { ProjectRole } from "./role.ts";
import { Timestamp } from "./timestamp.ts";

/** A member of a project. */
export const Member = z.object({
  workspaceId: Id,
  projectId: Id,
  userId: Id,
  name: z.string(),
  /** Visible only to managers; null for others. */
  email: z.string().nullable(),
  /**
   * False for a user who joined with a link that was not sent to an address and who has not confirmed their own
   * address. The address could belong to anyone.
   */
  isVerified: z.boolean(),
  role: ProjectRole,
  createdAt: Timestamp,
});
export type Member = z.infer<typeof Member>;

export const ListMembers = PageInput.extend({ workspaceId: Id, projectId: Id });
export type ListMembers = z.infer<typeof ListMembers>;
export const MemberPage = page(Member);

/** Input for adding a workspace member to a project with a role, or for changing the member's role. */
export const SetMember = CommandInput.extend({ projectId: Id, userId: Id, role: ProjectRole });
export type SetMember = z.infer<typeof SetMember>;

export const RemoveMember = CommandInput.extend({ projectId: Id, userId: Id });
export type RemoveMember = z.infer<typeof RemoveMember>;

export const LeaveProject = CommandInput.extend({ projectId: Id });
export type LeaveProject = z.infer<typeof LeaveProject>;

/** The member who was removed from a project. */
export const MemberRemoved = z.object({ projectId: Id, userId: Id });
export type MemberRemoved = z.infer<typeof MemberRemoved>;
