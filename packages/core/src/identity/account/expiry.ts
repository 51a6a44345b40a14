import type { Runtime } from "../../runtime/runtime.ts";

const DAY_MS = 24 * 60 * 60_000;
const TOKEN_DAYS = 7;
const MAIL_DAYS = 30;
const SESSION_DAYS = 30;
const INVITATION_DAYS = 30;

/**
 * Deletes expired rows that were kept only for support questions:
 *
 * - one-time tokens, a week after they expired
 * - unsent emails, when they expire
 * - records of sent emails, after 30 days
 * - sessions and invitations, including the addresses in them, 30 days after they ended
 *
 * This is only a cleanup: every statement that reads such rows ignores expired ones.
 *
 * @returns the number of deleted rows
 */
export async function deleteExpired({ db, clock }: Runtime): Promise<number> {
  const now = clock();
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const tokens = await db.oneTimeToken.deleteMany({ where: { expiresAt: { lt: before(TOKEN_DAYS) } } });
  const mails = await db.mail.deleteMany({
    where: { OR: [{ sentAt: null, expiresAt: { lt: now } }, { sentAt: { lt: before(MAIL_DAYS) } }] },
  });
  const over = before(SESSION_DAYS);
  const sessions = await db.session.deleteMany({
    where: { OR: [{ revokedAt: { lt: over } }, { idleExpiresAt: { lt: over } }, { absoluteExpiresAt: { lt: over } }] },
  });
  const invitations = await db.invitation.deleteMany({ where: { expiresAt: { lt: before(INVITATION_DAYS) } } });
  return tokens.count + mails.count + sessions.count + invitations.count;
}
