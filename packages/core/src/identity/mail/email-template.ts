import type { MailBody } from "../../runtime/compose-mail.ts";

type EmailTemplate = (link: string) => MailBody;

/** The text of all emails in one language. They contain no user content. */
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
  /** `moment` is formatted for the recipient. `network` is the truncated IP address that is stored. */
  newSignIn: (facts: { link: string; moment: string; network: string }) => MailBody;
};
