import { seal } from "@docket/auth/seal";
import { foldEmail } from "@docket/schema/account";
import type { Id } from "@docket/schema/id";
import type { Locale } from "@docket/schema/locale";
import { deriveId, uuidv7 } from "@docket/schema/uuid";
import type { MailBody } from "../../runtime/compose-mail.ts";
import { composeMail } from "../../runtime/compose-mail.ts";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { EmailTemplates } from "./email-template.ts";
import { emailTemplatesIn } from "./language.ts";

export type MailKind =
  | "verify_email"
  | "reset_password"
  | "change_email"
  | "email_changed"
  | "password_changed"
  /** An invitation to a workspace or project. */
  | "invite"
  /** An invitation to create an account. */
  | "invite_account"
  | "account_exists"
  | "token_reuse"
  | "new_sign_in"
  | "token_created"
  | "sessions_ended";

/**
 * The recipient of an email: a user or an address. An email to a user is in the language of their account. An email to
 * an address is in the language of its account, if it has one, and otherwise in `locale`, the language of the person
 * who triggered the email.
 */
type MailReader = { userId: Id } | { userId: null; locale: Locale };

export type MailDraft = MailReader & {
  kind: MailKind;
  recipient: string;
  /** The content, or a function that creates it from the templates in the recipient's language. */
  body: MailBody | ((letters: EmailTemplates) => MailBody);
  /** When the email expires. An expired email is deleted instead of sent. */
  expiresAt: Date;
  /**
   * The invitation that this email contains. If set, earlier emails of this kind stay valid, and this one is deleted
   * when the invitation ends.
   */
  invitationId?: Id;
};

/** Time for which an email without a link is worth sending, in milliseconds. */
export const NOTICE_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/**
 * Queues an email, in the same transaction as the event that it is about. The text is encrypted, so that links can't be
 * read from the database. The email replaces any unsent one of the same kind to the same address, because the older
 * link is no longer valid. An email that contains an invitation replaces nothing.
 */
export async function queueMail(db: Tx, { keys, clock }: Runtime, draft: MailDraft): Promise<void> {
  const { kind, userId, recipient, body, expiresAt, invitationId } = draft;
  if (invitationId === undefined) await dropMails(db, kind, recipient);
  const id = invitationId === undefined ? uuidv7() : invitationMailId(invitationId);
  const content = composeMail(typeof body === "function" ? body(await templatesFor(db, draft)) : body);
  const sealed = seal(keys.seal, JSON.stringify(content), mailContext(id));
  const now = clock();
  await db.mail.create({
    data: { id, kind, userId, recipient, body: sealed, createdAt: now, notBefore: now, expiresAt },
  });
}

async function templatesFor(db: Tx, draft: MailDraft): Promise<EmailTemplates> {
  const where = draft.userId === null ? { emailFolded: foldEmail(draft.recipient) } : { id: draft.userId };
  const account = await db.userAccount.findUnique({ where, select: { locale: true } });
  return emailTemplatesIn(account?.locale ?? (draft.userId === null ? draft.locale : "en"));
}

/** Returns the encryption context of an email. It prevents decryption of a body that was copied to another row. */
export function mailContext(id: Id): string {
  return `mail:${id}`;
}

/** Returns the id of the only email for an invitation. */
function invitationMailId(invitationId: Id): Id {
  return deriveId(invitationId, "mail");
}

/** Deletes the unsent emails of invitations that have ended. */
export async function dropInvitationMails(db: Tx, invitationIds: Id[]): Promise<void> {
  await db.mail.deleteMany({ where: { id: { in: invitationIds.map(invitationMailId) }, sentAt: null } });
}

/** Deletes unsent emails whose link was just used or revoked. */
export async function dropMails(db: Tx, kind: MailKind, recipient: string): Promise<void> {
  await db.mail.deleteMany({ where: { kind, recipient, sentAt: null } });
}
