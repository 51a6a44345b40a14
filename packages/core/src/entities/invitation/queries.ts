import type { Id } from "@docket/schema/id";
import type {
  Invitation,
  InvitationPreview,
  ListInvitations,
  PreviewInvitation,
  ReceivedInvitations,
} from "@docket/schema/invitation";
import { InvitedRole, MAX_RECEIVED_INVITATIONS } from "@docket/schema/invitation";
import type { Page } from "@docket/schema/page";
import { z } from "zod";
import { wrongLink } from "../../identity/account/link.ts";
import { findInvitationTokens, findOneTimeToken } from "../../identity/account/one-time-token.ts";
import type { ClaimedToken } from "../../identity/account/one-time-token.ts";
import type { AnonymousCtx, Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { TimeAndId, cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { requireProject } from "../project/queries.ts";
import { requireWorkspaceRole } from "../workspace/queries.ts";
import { toInvitation } from "./row.ts";
import { openAt } from "./store.ts";

const cursor = cursorOf("invitation.list", TimeAndId);

/**
 * Checks that the caller can invite people to this project or, if none is given, to this workspace.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export async function requireInviter(
  ctx: Ctx,
  db: Tx,
  { workspaceId, projectId }: { workspaceId: Id; projectId: Id | null },
): Promise<void> {
  if (projectId === null) await requireWorkspaceRole(db, ctx.actor, workspaceId, "admin");
  else await requireProject(db, ctx.actor, { workspaceId, id: projectId }, "manager");
}

/** Lists the open invitations to a project or workspace, oldest first. The caller must be allowed to invite to it. */
export async function listInvitations(ctx: Ctx, input: ListInvitations): Promise<Page<Invitation>> {
  const { workspaceId, projectId, limit } = input;
  await requireInviter(ctx, ctx.db, input);
  const binding = { workspaceId, projectId };
  const [createdAt, lastId] = cursor.decode(binding, input.cursor) ?? [];
  const afterCursor =
    createdAt === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: lastId } }] };
  const rows = await ctx.db.invitation.findMany({
    where: { workspaceId, projectId, AND: [openAt(ctx.now()), afterCursor] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  return toPage(rows.map(toInvitation), limit, (invitation) =>
    cursor.encode(binding, [invitation.createdAt, invitation.id]),
  );
}

const Payload = z.object({ workspaceId: z.string(), invitationId: z.string() });

/** An invitation with the names of its workspace, project and inviter. */
export type OpenInvitation = Invitation & { workspaceName: string; projectName: string | null; invitedBy: string };

/**
 * Returns the invitation that a link belongs to. It must be open, its project or workspace must be live, and the user
 * who created it must still be allowed to invite.
 *
 * @throws DomainError `invalid` for any other link
 */
export async function findOpenInvitation(
  db: Tx,
  now: Date,
  secret: string,
): Promise<{ token: ClaimedToken; invitation: OpenInvitation }> {
  const token = await findOneTimeToken(db, now, "invite", secret);
  const invitation = token && (await openInvitationOf(db, now, token.payload));
  if (!token || !invitation) throw wrongLink();
  return { token, invitation };
}

/** Returns the invitation to which the payload of a token belongs; null if it can't be accepted. */
async function openInvitationOf(db: Tx, now: Date, tokenPayload: unknown): Promise<OpenInvitation | null> {
  const payload = Payload.safeParse(tokenPayload);
  if (!payload.success) return null;
  const { workspaceId, invitationId } = payload.data;
  const row = await db.invitation.findFirst({
    where: { workspaceId, id: invitationId, AND: openAt(now) },
    include: { project: { select: { name: true, deletedAt: true, members: { where: { role: "manager" } } } } },
  });
  if (!row) return null;
  const inviter = await db.workspaceMember.findFirst({
    where: { workspaceId, userId: row.createdBy, workspace: { deletedAt: null }, user: { status: "active" } },
    select: { role: true, user: { select: { name: true } }, workspace: { select: { name: true } } },
  });
  const { project, ...rest } = row;
  const mayInvite =
    project === null
      ? inviter?.role === "admin" || inviter?.role === "owner"
      : project.deletedAt === null && project.members.some((member) => member.userId === row.createdBy);
  if (!inviter || !mayInvite) return null;
  return {
    ...toInvitation(rest),
    workspaceName: inviter.workspace.name,
    projectName: project?.name ?? null,
    invitedBy: inviter.user.name,
  };
}

/** Returns a preview of the invitation that a link belongs to. Requires only the link, and does not consume it. */
export async function previewInvitation(ctx: AnonymousCtx, { token }: PreviewInvitation): Promise<InvitationPreview> {
  const { invitation } = await findOpenInvitation(ctx.db, ctx.now(), token);
  return { ...invitation, role: InvitedRole.parse(invitation.role) };
}

/** Returns the open invitations that were sent to the caller's confirmed address, the newest first. */
export async function listReceivedInvitations(ctx: Ctx): Promise<ReceivedInvitations> {
  return { items: await findReceivedInvitations(ctx, ctx.db) };
}

async function findReceivedInvitations(ctx: Ctx, db: Tx): Promise<OpenInvitation[]> {
  const now = ctx.now();
  const payloads = await findInvitationTokens(db, now, ctx.actor.userId, MAX_RECEIVED_INVITATIONS);
  const found = await Promise.all(payloads.map((payload) => openInvitationOf(db, now, payload)));
  return found.filter((invitation) => invitation !== null);
}

/**
 * Returns an open invitation that was sent to the caller's confirmed address.
 *
 * @throws DomainError `not_found` for any other invitation
 */
export async function requireReceivedInvitation(ctx: Ctx, db: Tx, { workspaceId, id }: Ref): Promise<OpenInvitation> {
  const received = await findReceivedInvitations(ctx, db);
  const invitation = received.find((one) => one.id === id && one.workspaceId === workspaceId);
  if (!invitation) throw notFound("Invitation");
  return invitation;
}
