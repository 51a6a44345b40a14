import type { MailBody } from "../../runtime/compose-mail.ts";

type EmailTemplate = (link: string) => MailBody;

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
  EmailTemplate
> & {
  /** `moment` is formatted for the reader; `network` is the shortened IP address, as it is stored. */
  newSignIn: (facts: { link: string; moment: string; network: string }) => MailBody;
};
