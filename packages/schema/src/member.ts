import { z } from "zod";
import { CommandInput } from "./command.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { ProjectRole } from "./role.ts";
import { Timestamp } from "./timestamp.ts";

/** Somebody in a project. */
export const Member = z.object({
  workspaceId: Id,
  projectId: Id,
  userId: Id,
  name: z.string(),
  /** Only managers see addresses. */
  email: z.string().nullable(),
  role: ProjectRole,
  createdAt: Timestamp,
});
export type Member = z.infer<typeof Member>;

export const ListMembers = PageInput.extend({ workspaceId: Id, projectId: Id });
export type ListMembers = z.infer<typeof ListMembers>;
export const MemberPage = page(Member);

/** Gives somebody who is already in the workspace a role in a project, or changes it. */
export const SetMember = CommandInput.extend({ projectId: Id, userId: Id, role: ProjectRole });
export type SetMember = z.infer<typeof SetMember>;

export const RemoveMember = CommandInput.extend({ projectId: Id, userId: Id });
export type RemoveMember = z.infer<typeof RemoveMember>;

export const LeaveProject = CommandInput.extend({ projectId: Id });
export type LeaveProject = z.infer<typeof LeaveProject>;

/** An invitation that has been neither used nor taken back. */
export const Invitation = z.object({
  workspaceId: Id,
  id: Id,
  projectId: Id.nullable(),
  email: z.string().nullable(),
  role: z.string(),
  createdBy: Id,
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;

/** Invites by mail, or, without an address, makes a link for anybody who has it. */
export const CreateInvitation = CommandInput.extend({
  id: Id,
  projectId: Id,
  email: z.email().max(254).nullable().default(null),
  role: ProjectRole.default("editor"),
});
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/** The link is told this once; it is not stored. */
export const InvitationMade = z.object({ invitation: Invitation, link: z.string().nullable() });
export type InvitationMade = z.infer<typeof InvitationMade>;

export const InvitationCommand = CommandInput.extend({ id: Id });
export type InvitationCommand = z.infer<typeof InvitationCommand>;

export const ListInvitations = PageInput.extend({ workspaceId: Id, projectId: Id });
export type ListInvitations = z.infer<typeof ListInvitations>;
export const InvitationPage = page(Invitation);
