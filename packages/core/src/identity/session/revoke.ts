import type { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";

/** Why a session was ended early. */
export type RevokeReason =
  | "signed_out"
  | "revoked"
  | "password_changed"
  | "password_reset"
  | "email_changed"
  | "suspended"
  | "deleted";

/**
 * Ends one user's live sessions. Takes effect on the user's next request.
 *
 * @param which condition on the sessions; omit to end all of them
 * @returns the number of sessions ended
 */
export async function revokeSessionsOf(
  tx: Tx,
  userId: Id,
  reason: RevokeReason,
  now: Date,
  which: Prisma.SessionWhereInput = {},
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, AND: which },
    data: { revokedAt: now, revokeReason: reason },
  });
  return count;
}
