import { createTransport } from "nodemailer";
import type { MailContent } from "./compose-mail.ts";
import type { Config } from "./config.ts";

export type MailOptions = {
  /** The same for each attempt, so that an email that arrives twice can be recognized. */
  messageId?: string;
  headers?: Record<string, string>;
};

/** Sends emails. */
export type Mailer = {
  send: (recipient: string, content: MailContent, options?: MailOptions) => Promise<void>;
  close: () => void;
};

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/**
 * Creates the mailer for the configured mail server.
 *
 * @returns null if `SMTP_URL` is not set; an administrator must then forward unsent emails or their links
 */
export function createMailer({ smtpUrl, mailFrom }: Config): Mailer | null {
  if (smtpUrl === null) return null;
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // The content of an email must not make the server read files or fetch URLs.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (recipient, { subject, text, html }, options = {}) => {
      // An address in an object is used as is, not parsed as a list.
      const to = { name: "", address: recipient };
      await transport.sendMail({ from: mailFrom, to, subject, text, html, ...options });
    },
    close: () => transport.close(),
  };
}
