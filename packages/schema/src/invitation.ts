import { z } from "zod";
import { Email, LinkSecret } from "./account.ts";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { ProjectRole, WorkspaceRole } from "./role.ts";
import { Timestamp } from "./timestamp.ts";

/** The role granted by an invitation: a project role or, if the invitation has no project, a workspace role. */
export const InvitedRole = z.union([ProjectRole, WorkspaceRole.exclude(["owner"])]);
export type InvitedRole = z.infer<typeof InvitedRole>;

/** An invitation that can still be accepted. */
export const Invitation = z.object({
  workspaceId: Id,
  id: Id,
  /** Null for an invitation to the workspace. */
  projectId: Id.nullable(),
  /** Null for a link that anyone can use once. */
  email: z.string().nullable(),
  role: InvitedRole,
  createdBy: Id,
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;

/** Input for inviting a person by email or, without an address, creating a link that one person can use. */
export const CreateInvitation = CommandInput.extend({
  id: Id,
  projectId: Id.nullable(),
  email: Email.nullable().default(null),
  role: InvitedRole,
}).refine(({ projectId, role }) => ProjectRole.safeParse(role).success === (projectId !== null), {
  path: ["role"],
  message: "must be a role of the project, or, without a project, of the workspace",
});
export type CreateInvitation = z.infer<typeof CreateInvitation>;

/**
 * A new invitation. This is the only response that contains the link, because only its digest is stored. The link is
 * null if it was sent by email.
 */
export const CreatedInvitation = z.object({ invitation: Invitation, link: z.string().nullable() });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

export const InvitationCommand = CommandInput.extend({ id: Id });
export type InvitationCommand = z.infer<typeof InvitationCommand>;

/** The revoked invitation. */
export const InvitationRevoked = z.object({ id: Id });
export type InvitationRevoked = z.infer<typeof InvitationRevoked>;

/** Input for listing the open invitations to a project or, without a project, to the workspace. */
export const ListInvitations = PageInput.extend({ workspaceId: Id, projectId: Id.nullable() });
export type ListInvitations = z.infer<typeof ListInvitations>;
export const InvitationPage = page(Invitation);

export const PreviewInvitation = z.strictObject({ token: LinkSecret });
export type PreviewInvitation = z.infer<typeof PreviewInvitation>;

/** What the holder of the link sees before accepting. */
export const InvitationPreview = z.object({
  workspaceId: Id,
  workspaceName: z.string(),
  projectName: z.string().nullable(),
  role: InvitedRole,
  invitedBy: z.string(),
  /** The only address whose account can accept the invitation. Null if any account can. */
  email: z.string().nullable(),
  expiresAt: Timestamp,
});
export type InvitationPreview = z.infer<typeof InvitationPreview>;

export const AcceptInvitation = CommandInput.extend({ token: LinkSecret });
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;

/** The workspace or project that the user has joined. */
export const InvitationAccepted = z.object({ workspaceId: Id, projectId: Id.nullable() });
export type InvitationAccepted = z.infer<typeof InvitationAccepted>;

/** Maximum number of invitations in {@link ReceivedInvitations}. */
export const MAX_RECEIVED_INVITATIONS = 20;

/** The open invitations that were sent to the caller's address, the newest first, with what their links show. */
export const ReceivedInvitations = z.object({
  items: z.array(InvitationPreview.omit({ email: true }).extend({ id: Id })).max(MAX_RECEIVED_INVITATIONS),
});
export type ReceivedInvitations = z.infer<typeof ReceivedInvitations>;

/** The declined invitation. */
export const InvitationDeclined = z.object({ id: Id });
export type InvitationDeclined = z.infer<typeof InvitationDeclined>;
