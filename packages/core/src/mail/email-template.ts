import type { MailBody } from "./compose-mail.ts";
import { english } from "./english.ts";
import { german } from "./german.ts";

type Letter = (link: string) => MailBody;

/** The words of every email, in one language. None says anything about what the person works on. */
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
 * Returns the emails in the reader's language.
 *
 * @param locale BCP 47, as the account has it; English for a language without a translation
 */
export function emailTemplatesIn(locale: string): EmailTemplates {
  return locale === "de" || locale.startsWith("de-") ? german : english;
}
