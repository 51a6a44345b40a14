import { english } from "./english.ts";
import { german } from "./german.ts";
import type { MailBody } from "./template.ts";

type Letter = (link: string) => MailBody;

/** The words of every mail, in one language. None says anything about what the person works on. */
export type Letters = Record<
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
  /** `moment` is written for the reader; `network` is the address cut as it is stored. */
  newSignIn: (facts: { link: string; moment: string; network: string }) => MailBody;
};

/**
 * Returns the mails in the reader's language.
 *
 * @param locale BCP 47, as the account has it; English for a language that Docket does not speak
 */
export function lettersIn(locale: string): Letters {
  return locale === "de" || locale.startsWith("de-") ? german : english;
}
