import { seal } from "@docket/auth/seal";
import type { Id } from "@docket/schema/id";
import { derivedId, uuidv7 } from "@docket/schema/uuid";
import type { Tx } from "../ctx.ts";
import type { Runtime } from "../runtime.ts";
import type { MailBody } from "./compose-mail.ts";
import { composeMail } from "./compose-mail.ts";
import { emailTemplatesIn } from "./email-template.ts";
import type { EmailTemplates } from "./email-template.ts";

export type MailKind =
  | "verify_email"
  | "reset_password"
  | "change_email"
  | "email_changed"
  | "password_changed"
  /** Into a workspace or a project. */
  | "invite"
  /** To make an account. */
  | "invite_account"
  | "account_exists"
  | "token_reuse"
  | "new_sign_in"
  | "token_created"
  | "sessions_ended";

export type MailDraft = {
  kind: MailKind;
  /** Whose account it is about; null for somebody who has none yet. */
  userId: Id | null;
  recipient: string;
  /** The content, or a function that makes it from the texts in the reader's language. */
  body: MailBody | ((letters: EmailTemplates) => MailBody);
  /** Not sent, and not kept, after this. */
  expiresAt: Date;
  /** The invitation that it carries: earlier mails of this kind still count, and stay, and this one goes when that is ended. */
  invitationId?: Id;
};

/** How long a mail without a link is worth sending. */
export const NOTICE_LIFE_MS = 7 * 24 * 60 * 60_000;

/**
 * Puts a mail into the queue, in the transaction of what it tells of. Its words are sealed: whoever reads the database
 * cannot use the links in it. A newer mail of the same kind to the same address replaces an unsent one where its link
 * replaced the older link too.
 */
export async function queueMail(db: Tx, { keys, clock }: Runtime, draft: MailDraft): Promise<void> {
  const { kind, userId, recipient, body, expiresAt, invitationId } = draft;
  if (invitationId === undefined) await dropMails(db, kind, recipient);
  const id = invitationId === undefined ? uuidv7() : invitationMailId(invitationId);
  const content = composeMail(typeof body === "function" ? body(await lettersFor(db, userId)) : body);
  const sealed = seal(keys.seal, JSON.stringify(content), mailContext(id));
  const now = clock();
  await db.mail.create({
    data: { id, kind, userId, recipient, body: sealed, createdAt: now, notBefore: now, expiresAt },
  });
}

/** Returns the texts in the account's language; English without an account. */
async function lettersFor(db: Tx, userId: Id | null): Promise<EmailTemplates> {
  const user = userId && (await db.userAccount.findUnique({ where: { id: userId }, select: { locale: true } }));
  return emailTemplatesIn(user ? user.locale : "en");
}

/** Where a sealed body belongs; a body copied to another row does not open. */
export function mailContext(id: Id): string {
  return `mail:${id}`;
}

/** The id of the only mail that carries an invitation. */
function invitationMailId(invitationId: Id): Id {
  return derivedId(invitationId, "mail");
}

/** Removes the unsent mails of invitations that have ended. */
export async function dropInvitationMails(db: Tx, invitationIds: Id[]): Promise<void> {
  await db.mail.deleteMany({ where: { id: { in: invitationIds.map(invitationMailId) }, sentAt: null } });
}

/** Removes unsent mails whose link has just been used or ended. */
export async function dropMails(db: Tx, kind: MailKind, recipient: string): Promise<void> {
  await db.mail.deleteMany({ where: { kind, recipient, sentAt: null } });
}
