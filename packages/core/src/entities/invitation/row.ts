import type { Invitation as InvitationRow } from "@docket/db/generated/client";
import type { Invitation } from "@docket/schema/invitation";
import { InvitedRole } from "@docket/schema/invitation";

/** Converts a row to the invitation as it is shown to users who can revoke it. */
export function toInvitation(row: InvitationRow): Invitation {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    projectId: row.projectId,
    email: row.email,
    role: InvitedRole.parse(row.role),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}
