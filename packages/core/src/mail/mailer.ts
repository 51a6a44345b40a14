import { createTransport } from "nodemailer";
import type { Config } from "../config.ts";
import type { MailContent } from "./compose-mail.ts";

/** The way out for mails. */
export type Mailer = {
  send: (recipient: string, content: MailContent) => Promise<void>;
  close: () => void;
};

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/**
 * Connects to the mail server of the settings.
 *
 * @returns null without `SMTP_URL`: mails then wait for an administrator
 */
export function createMailer({ smtpUrl, mailFrom }: Config): Mailer | null {
  if (smtpUrl === null) return null;
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // Nothing in a mail may make the server read files or fetch addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (recipient, { subject, text, html }) => {
      // As an object, the address is taken as one address and never parsed as a list.
      await transport.sendMail({ from: mailFrom, to: { name: "", address: recipient }, subject, text, html });
    },
    close: () => transport.close(),
  };
}
