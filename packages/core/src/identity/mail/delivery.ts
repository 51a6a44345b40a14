import { openSealed } from "@docket/auth/seal";
import { Prisma } from "@docket/db/generated/client";
import { MailContent } from "../../runtime/compose-mail.ts";
import { failureReason, nextAttempt } from "../../runtime/mail-retry.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { mailContext } from "./queue.ts";

const BATCH = 20;
const FIRST_WAIT_SECONDS = 60;

type DueMail = { id: string; recipient: string; body: Uint8Array; attempts: number };

/**
 * Sends the emails that are due. Before an email is sent, it is rescheduled with backoff (1, 2, 4 … minutes, at most 6
 * hours). No other process can therefore send it too, and a crash delays the email but does not lose it. No-op without
 * a mail server.
 *
 * @returns the number of emails sent
 */
export async function sendDueMails(runtime: Runtime): Promise<number> {
  if (runtime.mailer === null) return 0;
  let sent = 0;
  for (const mail of await leaseMails(runtime)) {
    if (await trySend(runtime, mail)) sent += 1;
  }
  return sent;
}

async function leaseMails({ db, clock }: Runtime): Promise<DueMail[]> {
  const now = clock();
  return db.$queryRaw<DueMail[]>`
    UPDATE mail m SET attempts = m.attempts + 1,
      not_before = ${nextAttempt(Prisma.sql`${now}::timestamptz`, Prisma.sql`m.attempts`, FIRST_WAIT_SECONDS)}
    FROM (
      SELECT id FROM mail WHERE sent_at IS NULL AND not_before <= ${now} AND expires_at > ${now}
      ORDER BY not_before LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) due
    WHERE m.id = due.id
    RETURNING m.id, m.recipient, m.body, m.attempts`;
}

async function trySend({ db, keys, log, mailer, clock }: Runtime, mail: DueMail): Promise<boolean> {
  try {
    const content = MailContent.parse(JSON.parse(openSealed(keys.seal, mail.body, mailContext(mail.id))));
    await mailer?.send(mail.recipient, content);
    // The text is no longer needed once it has been sent. The row may be gone if the link was revoked in the meantime.
    await db.mail.updateMany({
      where: { id: mail.id },
      data: { sentAt: clock(), body: new Uint8Array(), lastError: null },
    });
    return true;
  } catch (error) {
    log.warn({ err: error, mailId: mail.id, attempts: mail.attempts }, "mail not sent");
    await db.mail.updateMany({ where: { id: mail.id, sentAt: null }, data: { lastError: failureReason(error) } });
    return false;
  }
}
