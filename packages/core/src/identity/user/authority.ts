import type { Id } from "@docket/schema/id";
import type { InstanceRole } from "@docket/schema/role";
import { INSTANCE_ROLES } from "@docket/schema/role";
import type { UserActor } from "../../runtime/actor.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";

/**
 * Returns whether the actor may act on accounts with this role. Owners may act on all accounts, others only on accounts
 * with a lower role than their own. This also applies to password reset links, because they give full access to the
 * account.
 */
export function isAbove(actor: UserActor, role: InstanceRole): boolean {
  return actor.role === "owner" || INSTANCE_ROLES.indexOf(actor.role) > INSTANCE_ROLES.indexOf(role);
}

/**
 * Checks that the actor may act on accounts with this role; see {@link isAbove}.
 *
 * @throws DomainError `forbidden`
 */
export function requireAbove(actor: UserActor, role: InstanceRole): void {
  if (!isAbove(actor, role))
    throw new DomainError("forbidden", "You can only do this to people with a lower role than yours.");
}

export type LockedUser = {
  id: Id;
  role: InstanceRole;
  status: string;
  email: string | null;
  emailFolded: string | null;
};

/**
 * Locks and returns the account that an administrator acts on. Also locks all owners, so that concurrent actions can't
 * leave the installation without an owner.
 *
 * @throws DomainError `not_found`, also for deleted accounts; `forbidden`
 */
export async function lockUser(tx: Tx, actor: UserActor, id: Id): Promise<LockedUser> {
  const user = await lockAnyUser(tx, id);
  requireAbove(actor, user.role);
  return user;
}

/** Locks and returns an account like {@link lockUser}, but for the server's operator, who ranks above everyone. */
export async function lockAnyUser(tx: Tx, id: Id): Promise<LockedUser> {
  const rows = await tx.$queryRaw<LockedUser[]>`
    SELECT id, role, status, email, email_folded AS "emailFolded" FROM user_account
    WHERE id = ${id}::uuid OR role = 'owner' ORDER BY id FOR UPDATE`;
  const user = rows.find((row) => row.id === id && row.status !== "deleted");
  if (!user) throw notFound("User");
  return user;
}

/**
 * Rejects a change that would leave the installation without an owner. The caller must have locked the owners' rows.
 */
export async function requireOtherOwner(tx: Tx, id: Id): Promise<void> {
  const others = await tx.userAccount.count({ where: { role: "owner", status: "active", id: { not: id } } });
  if (others === 0)
    throw new DomainError("conflict", "This is the last owner of the installation. Make someone else an owner first.");
}
