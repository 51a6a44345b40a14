import type { Id } from "@docket/schema/id";
import type { Invitation, InvitationPreview, ListInvitations, PreviewInvitation } from "@docket/schema/invitation";
import { InvitedRole } from "@docket/schema/invitation";
import type { Page } from "@docket/schema/page";
import type { AnonymousCtx, Ctx, Tx } from "../../runtime/ctx.ts";
import { TimeAndId, cursorOf, toPage } from "../../runtime/cursor.ts";
import { requireProject } from "../project/queries.ts";
import { requireWorkspaceRole } from "../workspace/queries.ts";
import { findOpenInvitation } from "./open-invitation.ts";
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

/** Returns a preview of the invitation that a link belongs to. Requires only the link, and does not consume it. */
export async function previewInvitation(ctx: AnonymousCtx, { token }: PreviewInvitation): Promise<InvitationPreview> {
  const { invitation } = await findOpenInvitation(ctx.db, ctx.now(), token);
  return { ...invitation, role: InvitedRole.parse(invitation.role) };
}
