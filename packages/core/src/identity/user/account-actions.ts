import type { Id } from "@docket/schema/id";
import type { InstanceRole } from "@docket/schema/role";
import type { Tx } from "../../runtime/ctx.ts";
import { endOneTimeTokens } from "../account/one-time-token.ts";
import { revokeSessionsOf } from "../session/revoke.ts";
import type { LockedUser } from "./authority.ts";
import { requireOtherOwner } from "./authority.ts";

// Changes to accounts, without permission checks. The caller must have locked the account and the accounts of all
// owners.

/**
 * Suspends an account. Ends its sessions, revokes its links and increments the security version, which invalidates all
 * its access tokens.
 */
export async function suspend(tx: Tx, user: LockedUser, now: Date): Promise<void> {
  const { id } = user;
  if (user.role === "owner") await requireOtherOwner(tx, id);
  await tx.userAccount.update({
    where: { id },
    data: { status: "suspended", securityVersion: { increment: 1 }, updatedAt: now },
  });
  await revokeSessionsOf(tx, id, "suspended", now);
  await endOneTimeTokens(tx, id, ["reset_password", "change_email"]);
}

/** Reactivates a suspended account. */
export async function reactivate(tx: Tx, id: Id, now: Date): Promise<void> {
  await tx.userAccount.update({ where: { id }, data: { status: "active", updatedAt: now } });
}

/** Changes the role of an account. Rejects a change that would leave the installation without an owner. */
export async function changeRole(tx: Tx, user: LockedUser, role: InstanceRole, now: Date): Promise<void> {
  if (user.role === "owner" && role !== "owner") await requireOtherOwner(tx, user.id);
  await tx.userAccount.update({ where: { id: user.id }, data: { role, updatedAt: now } });
}
