import type { MailBody } from "./compose-mail.ts";
import { english } from "./english.ts";
import { german } from "./german.ts";

type Letter = (link: string) => MailBody;

/** The texts of all emails in one language. None contains anything about a person's tasks. */
export type EmailTemplates = Record<
  | "register"
  | "accountExists"
  | "verifyEmail"
  | "resetPassword"
  | "passwordChanged"
  | "changeEmail"
  | "emailChanged"
  | "invite"
  | "tokenReuse"
  | "tokenCreated"
  | "sessionsEnded",
  Letter
> & {
  /** `moment` is formatted for the reader; `network` is the IP address, shortened as it is stored. */
  newSignIn: (facts: { link: string; moment: string; network: string }) => MailBody;
};

/**
 * Returns the email templates in the reader's language.
 *
 * @param locale BCP 47 tag of the account; English is used for a language without a translation
 */
export function emailTemplatesIn(locale: string): EmailTemplates {
  return locale === "de" || locale.startsWith("de-") ? german : english;
}
