import { Prisma } from "@docket/db/generated/client";
import type { Invitation as InvitationRow } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Invitation, ReceivedInvitations } from "@docket/schema/invitation";
import { MAX_RECEIVED_INVITATIONS } from "@docket/schema/invitation";
import { z } from "zod";
import { wrongLink } from "../../identity/account/link.ts";
import { findOneTimeToken } from "../../identity/account/one-time-token.ts";
import type { ClaimedToken } from "../../identity/account/one-time-token.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import { toInvitation } from "./row.ts";

type PlaceNames = { workspaceName: string; projectName: string | null; invitedBy: string };

/** An invitation with the names of its workspace, project and inviter. */
export type OpenInvitation = Invitation & PlaceNames;

const Payload = z.object({ workspaceId: z.string(), invitationId: z.string() });

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
  const payload = Payload.safeParse(token?.payload);
  if (!token || !payload.success) throw wrongLink();
  const { workspaceId, invitationId } = payload.data;
  const [invitation] = await selectOpenInvitations(db, now, isInvitation({ workspaceId, id: invitationId }));
  if (!invitation) throw wrongLink();
  return { token, invitation };
}

/** Returns the open invitations that were sent to the caller's confirmed address, the newest first. */
export async function listReceivedInvitations(ctx: Ctx): Promise<ReceivedInvitations> {
  return { items: await selectOpenInvitations(ctx.db, ctx.now(), isReceivedBy(ctx)) };
}

/**
 * Returns an open invitation that was sent to the caller's confirmed address.
 *
 * @throws DomainError `not_found` for any other invitation
 */
export async function requireReceivedInvitation(ctx: Ctx, db: Tx, ref: Ref): Promise<OpenInvitation> {
  const condition = Prisma.sql`${isInvitation(ref)} AND ${isReceivedBy(ctx)}`;
  const [invitation] = await selectOpenInvitations(db, ctx.now(), condition);
  if (!invitation) throw notFound("Invitation");
  return invitation;
}

function isInvitation({ workspaceId, id }: Ref): Prisma.Sql {
  return Prisma.sql`i.workspace_id = ${workspaceId}::uuid AND i.id = ${id}::uuid`;
}

/** Whether an unused link of the invitation was sent to the user's confirmed address, and is not bound to another user. */
function isReceivedBy({ actor, now }: Pick<Ctx, "actor" | "now">): Prisma.Sql {
  const userId: Id = actor.userId;
  return Prisma.sql`(i.workspace_id, i.id) IN (
    SELECT (k.payload ->> 'workspaceId')::uuid, (k.payload ->> 'invitationId')::uuid
    FROM one_time_token k
    WHERE k.email = (SELECT email_folded FROM user_account WHERE id = ${userId}::uuid AND email_verified_at IS NOT NULL)
      AND k.purpose = 'invite' AND k.used_at IS NULL AND k.expires_at > ${now()}
      AND (k.user_id IS NULL OR k.user_id = ${userId}::uuid))`;
}

/**
 * Selects the newest invitations that can be accepted, up to {@link MAX_RECEIVED_INVITATIONS}. The limit counts only
 * these, so that closed invitations don't displace open ones.
 *
 * @param condition further condition on the invitation `i`
 */
async function selectOpenInvitations(db: Tx, now: Date, condition: Prisma.Sql): Promise<OpenInvitation[]> {
  const rows = await db.$queryRaw<(InvitationRow & PlaceNames)[]>`
    SELECT i.workspace_id AS "workspaceId", i.id, i.project_id AS "projectId", i.email, i.role, i.created_by AS "createdBy",
      i.created_at AS "createdAt", i.expires_at AS "expiresAt", w.name AS "workspaceName", p.name AS "projectName",
      a.name AS "invitedBy"
    FROM invitation i
    JOIN workspace w ON w.id = i.workspace_id AND w.deleted_at IS NULL
    JOIN workspace_member m ON m.workspace_id = i.workspace_id AND m.user_id = i.created_by
    JOIN user_account a ON a.id = i.created_by AND a.status = 'active'
    LEFT JOIN project p ON p.workspace_id = i.workspace_id AND p.id = i.project_id AND p.deleted_at IS NULL
    LEFT JOIN project_member pm ON pm.workspace_id = i.workspace_id AND pm.project_id = p.id AND pm.user_id = i.created_by
    WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > ${now} AND ${condition}
      AND CASE WHEN i.project_id IS NULL THEN m.role IN ('admin', 'owner') ELSE coalesce(pm.role = 'manager', false) END
    ORDER BY i.created_at DESC, i.id DESC LIMIT ${MAX_RECEIVED_INVITATIONS}`;
  return rows.map(({ workspaceName, projectName, invitedBy, ...row }) => {
    return { ...toInvitation(row), workspaceName, projectName, invitedBy };
  });
}
