import { Prisma } from "@docket/db/generated/client";
import type { Actor } from "../runtime/actor.ts";
import type { Ctx } from "../runtime/ctx.ts";
import { DomainError } from "../runtime/error.ts";

/** Builds the condition that the actor's session or token is still valid and the account is active. */
export function isLiveCredential(actor: Actor, now: Date): Prisma.Sql {
  const active = Prisma.sql`EXISTS (SELECT 1 FROM user_account u WHERE u.id = ${actor.userId}::uuid AND u.status = 'active')`;
  if (actor.kind === "user") {
    return Prisma.sql`${active} AND EXISTS (
      SELECT 1 FROM session s WHERE s.id = ${actor.sessionId}::uuid AND s.user_id = ${actor.userId}::uuid
        AND s.revoked_at IS NULL AND s.idle_expires_at > ${now} AND s.absolute_expires_at > ${now})`;
  }
  if (actor.tokenId === null) return active;
  return Prisma.sql`${active} AND EXISTS (
    SELECT 1 FROM api_token t WHERE t.id = ${actor.tokenId}::uuid AND t.user_id = ${actor.userId}::uuid
      AND t.revoked_at IS NULL AND t.expires_at > ${now})`;
}

/**
 * Rechecks the caller's session or token. Used by long-running responses.
 *
 * @throws DomainError `unauthorized` if it is no longer valid
 */
export async function requireLiveCredential(ctx: Ctx): Promise<void> {
  const condition = isLiveCredential(ctx.actor, ctx.now());
  const [row] = await ctx.db.$queryRaw<{ live: boolean }[]>`SELECT ${condition} AS live`;
  if (row?.live !== true) throw new DomainError("unauthorized", "Please sign in.");
}
