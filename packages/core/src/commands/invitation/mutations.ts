import type { Email } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import type { CommandInput } from "@docket/schema/command-input";
import type { Id } from "@docket/schema/id";
import type {
  AcceptInvitation,
  CreateInvitation,
  InvitationAccepted,
  InvitationCommand,
  InvitationDeclined,
  CreatedInvitation,
  InvitationRevoked,
} from "@docket/schema/invitation";
import { PROJECT_ROLES, ProjectRole, WORKSPACE_ROLES, WorkspaceRole, isAtLeast } from "@docket/schema/role";
import { missingWorkspaceRole } from "../../access/missing-role.ts";
import type { OpenInvitation } from "../../entities/invitation/open-invitation.ts";
import { findOpenInvitation, requireReceivedInvitation } from "../../entities/invitation/open-invitation.ts";
import { requireInviter } from "../../entities/invitation/queries.ts";
import { toInvitation } from "../../entities/invitation/row.ts";
import { endInvitations, openAt } from "../../entities/invitation/store.ts";
import { refuseInbox } from "../../entities/project/input.ts";
import { requireProject } from "../../entities/project/queries.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import { markVerified } from "../../identity/account/email.ts";
import { linkTo, wrongLink } from "../../identity/account/link.ts";
import { claimOneTimeToken, endInvitationTokens, issueOneTimeToken } from "../../identity/account/one-time-token.ts";
import type { ClaimedToken } from "../../identity/account/one-time-token.ts";
import type { EmailTemplates } from "../../identity/mail/email-template.ts";
import { dropInvitationMails, queueMail } from "../../identity/mail/queue.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import { consumeRate } from "../../runtime/limit/consume-rate.ts";
import { grantRole, lockMembers } from "../member/store.ts";
import { insertMember } from "../workspace/create.ts";
import { grantWorkspaceRole, lockWorkspaceMembers } from "../workspace/store.ts";

/**
 * Invites someone to a project (requires the manager role) or to a workspace (requires the admin role), by email or
 * with a single-use link. A new invitation for an address replaces an older one to the same project or workspace.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for an inbox or if the invitation limit is reached,
 *   `too_many_requests` if the rate limit per address or per sender is exceeded, `already_made` if the command is
 *   repeated, because the link is returned only once
 */
export async function createInvitation(ctx: Ctx, input: CreateInvitation): Promise<CreatedInvitation> {
  const { workspaceId, projectId, id, email, role } = input;
  // Checked before the rate limit, so that outsiders can't use up the quota for an address.
  await requireInviter(ctx, ctx.db, input);
  if (email !== null) {
    await consumeRate(ctx.runtime, "mail", `invite:${workspaceId}:${foldEmail(email)}`);
    await consumeRate(ctx.runtime, "invite", ctx.actor.userId);
  }
  return command(ctx, input, {
    kind: "invitation.create",
    replay: () => {
      throw new DomainError("already_made", "This invitation was already created. Its link is shown only once.");
    },
    run: async (scope) => {
      await requirePlace(ctx, scope, input);
      const emailFolded = email === null ? null : foldEmail(email);
      if (emailFolded !== null) await endInvitations(ctx, scope.tx, { workspaceId, projectId, email: emailFolded });
      await assertWithinLimit(scope.tx, "invitation", { workspaceId, projectId, now: ctx.now() });
      const { secret, expiresAt } = await issueOneTimeToken(scope.tx, ctx.now(), {
        purpose: "invite",
        userId: null,
        email: emailFolded,
        payload: { workspaceId, invitationId: id },
      });
      const link = linkTo(ctx.runtime.config, "invite", secret);
      const row = await scope.tx.invitation.create({
        data: {
          workspaceId,
          id,
          projectId,
          email: emailFolded,
          role,
          createdBy: ctx.actor.userId,
          createdAt: ctx.now(),
          expiresAt,
        },
      });
      if (email !== null) await sendLink(ctx, scope, id, email, link, expiresAt);
      // The address is omitted from the log, because all members can read the log.
      scope.record({ ...lineOf(row), op: "create", before: null, after: { role } });
      await recordSecurityEvent(scope.tx, ctx.request, ctx.now(), {
        kind: "user_invited",
        outcome: "success",
        actor: ctx.actor,
        workspaceId,
        projectId,
        meta: { role, invitationId: id },
      });
      return { result: { id }, answer: { invitation: toInvitation(row), link: email === null ? link : null } };
    },
  });
}

function lineOf({ id, projectId }: { id: string; projectId: string | null }) {
  return { entity: "invitation", entityId: id, projectId, audience: null, version: null };
}

/** Locks the members of the project or workspace and checks that the actor may grant the role there. */
async function requirePlace(ctx: Ctx, scope: CommandScope, input: CreateInvitation): Promise<void> {
  const { workspaceId, projectId, role } = input;
  await requireInviter(ctx, scope.tx, input);
  if (projectId === null) {
    await lockWorkspaceMembers(scope, workspaceId);
    const own = await requireWorkspaceRole(scope.tx, ctx.actor, workspaceId, "admin");
    if (!isAtLeast(WORKSPACE_ROLES, own, WorkspaceRole.parse(role)))
      throw missingWorkspaceRole(WorkspaceRole.parse(role));
    return;
  }
  await lockMembers(scope, workspaceId, [projectId]);
  refuseInbox(await requireProject(scope.tx, ctx.actor, { workspaceId, id: projectId }, "manager"), "shared");
}

async function sendLink(
  { runtime, request: { locale } }: Ctx,
  { tx }: CommandScope,
  invitationId: Id,
  recipient: Email,
  link: string,
  expiresAt: Date,
): Promise<void> {
  const body = (letters: EmailTemplates) => letters.invite(link);
  await queueMail(tx, runtime, { kind: "invite", userId: null, locale, recipient, body, expiresAt, invitationId });
}

/** Revokes an open invitation. Allowed for anyone who can invite to its project or workspace. */
export function revokeInvitation(ctx: Ctx, input: InvitationCommand): Promise<InvitationRevoked> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "invitation.revoke",
    replay: () => Promise.resolve({ id }),
    run: async (scope) => {
      const invitation = await scope.tx.invitation.findFirst({
        where: { workspaceId, id },
        select: { id: true, projectId: true },
      });
      if (!invitation) throw notFound("Invitation");
      await requireInviter(ctx, scope.tx, { workspaceId, projectId: invitation.projectId }).catch((error: unknown) => {
        // Callers who can't list the invitations must not learn that this one exists.
        throw error instanceof DomainError ? notFound("Invitation") : error;
      });
      const ended = await endInvitations(ctx, scope.tx, { workspaceId, id });
      if (ended === 0) throw notFound("Invitation");
      scope.record({ ...lineOf(invitation), op: "trash", before: null, after: null });
      return { result: { id }, answer: { id } };
    },
  });
}

/**
 * Accepts an invitation: the caller joins the workspace or project. If the invitation is to a project in a workspace
 * that is new to them, they become a guest of the workspace and get an inbox. An existing role is never lowered.
 *
 * @throws DomainError `invalid` for an invalid link, `forbidden` if the invitation is for another address
 */
export function acceptInvitation(ctx: Ctx, input: AcceptInvitation): Promise<InvitationAccepted> {
  const { workspaceId, token: secret } = input;
  return accept(ctx, input, async (scope) => {
    const { token, invitation } = await findOpenInvitation(scope.tx, ctx.now(), secret);
    if (invitation.workspaceId !== workspaceId) throw wrongLink();
    await requireAddressee(ctx, scope, token);
    if (!(await claimOneTimeToken(scope.tx, ctx.now(), "invite", secret))) throw wrongLink();
    return invitation;
  });
}

/**
 * Accepts an invitation that was sent to the caller's confirmed address, without its link.
 *
 * @throws DomainError `not_found` for any other invitation
 */
export function acceptReceivedInvitation(ctx: Ctx, input: InvitationCommand): Promise<InvitationAccepted> {
  return accept(ctx, input, async ({ tx }) => {
    const invitation = await requireReceivedInvitation(ctx, tx, input);
    await endInvitationTokens(tx, [invitation.id]);
    return invitation;
  });
}

/**
 * Declines an invitation that was sent to the caller's confirmed address, which revokes it.
 *
 * @throws DomainError `not_found` for any other invitation
 */
export function declineInvitation(ctx: Ctx, input: InvitationCommand): Promise<InvitationDeclined> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "invitation.decline",
    replay: () => Promise.resolve({ id }),
    run: async (scope) => {
      const invitation = await requireReceivedInvitation(ctx, scope.tx, input);
      if ((await endInvitations(ctx, scope.tx, { workspaceId, id })) === 0) throw notFound("Invitation");
      scope.record({ ...lineOf(invitation), op: "trash", before: null, after: { declined: true } });
      return { result: { id }, answer: { id } };
    },
  });
}

/** @param claim returns the invitation, and ensures that no one else can accept it */
async function accept(
  ctx: Ctx,
  input: CommandInput,
  claim: (scope: CommandScope) => Promise<OpenInvitation>,
): Promise<InvitationAccepted> {
  const { workspaceId } = input;
  const { userId } = ctx.actor;
  const accepted = await command(ctx, input, {
    kind: "invitation.accept",
    replay: (result) => Promise.resolve({ workspaceId, projectId: projectIdOf(result) }),
    run: async (scope) => {
      const invitation = await claim(scope);
      await joinInvitedPlace(ctx, scope, invitation);
      const { id, projectId } = invitation;
      const { count } = await scope.tx.invitation.updateMany({
        where: { workspaceId, id, AND: openAt(ctx.now()) },
        data: { acceptedAt: ctx.now(), acceptedBy: userId },
      });
      if (count === 0) throw wrongLink();
      await dropInvitationMails(scope.tx, [id]);
      scope.record({
        ...lineOf(invitation),
        op: "update",
        before: { acceptedBy: null },
        after: { acceptedBy: userId },
      });
      return { result: { projectId }, answer: { workspaceId, projectId } };
    },
  });
  ctx.runtime.notifier.notifyUser(userId);
  return accepted;
}

function projectIdOf(result: unknown): string | null {
  const isKnown = typeof result === "object" && result !== null && "projectId" in result;
  return isKnown && typeof result.projectId === "string" ? result.projectId : null;
}

/**
 * Checks that the caller may use a link. An invitation by email is valid only for the account with that address. A link
 * that was used to create an account is valid only for that account.
 */
async function requireAddressee(ctx: Ctx, { tx }: CommandScope, { userId, email }: ClaimedToken): Promise<void> {
  if (userId !== null && userId !== ctx.actor.userId) throw wrongLink();
  if (email === null) return;
  const known = await tx.userAccount.count({ where: { id: ctx.actor.userId, emailFolded: email } });
  if (known === 0) throw new DomainError("forbidden", "This invitation is for another email. Sign in with that one.");
  // The link was sent to this address, so using it verifies the address just as a verification link does.
  await markVerified(ctx, tx, email);
}

async function joinInvitedPlace(
  ctx: Ctx,
  scope: CommandScope,
  { workspaceId, projectId, role }: OpenInvitation,
): Promise<void> {
  const { userId } = ctx.actor;
  if (projectId === null) await lockWorkspaceMembers(scope, workspaceId);
  else await lockMembers(scope, workspaceId, [projectId]);
  const member = await scope.tx.workspaceMember.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    select: { role: true, projects: { where: { projectId: projectId ?? workspaceId }, select: { role: true } } },
  });
  const invitedRole = projectId === null ? WorkspaceRole.parse(role) : "guest";
  const currentRole = member && WorkspaceRole.parse(member.role);
  if (currentRole === null) await insertMember(scope, { workspaceId, userId, role: invitedRole, at: ctx.now() });
  else if (!isAtLeast(WORKSPACE_ROLES, currentRole, invitedRole))
    await grantWorkspaceRole(ctx, scope, { workspaceId, userId }, currentRole, invitedRole);
  if (projectId === null) return;
  const before = ProjectRole.nullable().parse(member?.projects[0]?.role ?? null);
  const after = ProjectRole.parse(role);
  if (!isAtLeast(PROJECT_ROLES, before, after))
    await grantRole(ctx, scope, { workspaceId, projectId, userId }, before, after);
}
