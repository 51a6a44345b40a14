import { formatLocale } from "@docket/schema/format-locale";
import type { Id } from "@docket/schema/id";
import { storedIp } from "../../runtime/client-ip.ts";
import type { MailBody } from "../../runtime/compose-mail.ts";
import type { AnonymousCtx, Tx } from "../../runtime/ctx.ts";
import { formatSelect, toFormatSettings } from "../account-row.ts";
import type { FormatRow } from "../account-row.ts";
import type { EmailTemplates } from "./email-template.ts";
import { NOTICE_LIFETIME_MS, queueMail } from "./queue.ts";

/** Account events about which the owner is notified by email, in case someone else caused the event. */
export type NoticeKind = "new_sign_in" | "token_created" | "sessions_ended";

type Reader = FormatRow & { timeZone: string };

/**
 * Queues an email about an account event, in the same transaction as the event. Unverified addresses get no email,
 * because they may belong to a stranger.
 */
export async function queueNotice(ctx: AnonymousCtx, tx: Tx, userId: Id, kind: NoticeKind): Promise<void> {
  const reader = await tx.userAccount.findUnique({
    where: { id: userId, emailVerifiedAt: { not: null } },
    select: { email: true, ...formatSelect, timeZone: true },
  });
  if (!reader?.email) return;
  await queueMail(tx, ctx.runtime, {
    kind,
    userId,
    recipient: reader.email,
    body: (letters) => noticeOf(ctx, kind, reader, letters),
    expiresAt: new Date(ctx.now().getTime() + NOTICE_LIFETIME_MS),
  });
}

function noticeOf(
  ctx: AnonymousCtx,
  kind: NoticeKind,
  { timeZone, ...reader }: Reader,
  letters: EmailTemplates,
): MailBody {
  const page = (path: string) => new URL(path, ctx.runtime.config.appUrls[0]).href;
  if (kind === "token_created") return letters.tokenCreated(page("/account"));
  if (kind === "sessions_ended") return letters.sessionsEnded(page("/forgot"));
  const locale = formatLocale(toFormatSettings(reader));
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone });
  const network = ctx.request.ip === null ? "–" : storedIp(ctx.request.ip);
  return letters.newSignIn({ link: page("/forgot"), moment: format.format(ctx.now()), network });
}
