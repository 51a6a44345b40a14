import { openSealed } from "@docket/auth/seal";
import type { MailRef, OpenedMail } from "@docket/schema/instance";
import { recordSecurityEvent } from "../../log/security/event.ts";
import { MailContent } from "../../runtime/compose-mail.ts";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import { mailContext } from "../mail/queue.ts";
import { canOpenMail, pendingAt } from "./queries.ts";

/**
 * Opens an unsent email, so that an administrator can pass on its link. The recipient's security log records who opened
 * it. The procedure restricts this to administrators.
 *
 * @throws DomainError `not_found` if the email was sent or has expired, `forbidden` if the recipient's role is not
 *   lower than the caller's
 */
export async function openMail(ctx: PersonCtx, { id }: MailRef): Promise<OpenedMail> {
  const now = ctx.now();
  const mail = await ctx.db.mail.findFirst({
    where: { id, AND: pendingAt(now) },
    select: { body: true, recipient: true, kind: true, userId: true, user: { select: { role: true } } },
  });
  if (!mail) throw notFound("Mail");
  if (!canOpenMail(ctx.actor, mail)) {
    throw new DomainError("forbidden", "You can only open emails to people with a lower role than yours.");
  }
  const { subject, text } = MailContent.parse(
    JSON.parse(openSealed(ctx.runtime.keys.seal, mail.body, mailContext(id))),
  );
  await recordSecurityEvent(ctx.db, ctx.request, now, {
    kind: "sensitive_mail_opened",
    outcome: "success",
    actor: ctx.actor,
    subjectId: mail.userId,
    meta: { mail: id, kind: mail.kind },
  });
  return { id, recipient: mail.recipient, subject, text };
}
