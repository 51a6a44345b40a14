import { openSealed } from "@docket/auth/seal";
import { mailContext } from "../identity/mail/queue.ts";
import type { World } from "./world.ts";

export type WaitingMail = { kind: string; recipient: string; subject: string; text: string; secret: string | null };

/**
 * Waits for background work, then returns the decrypted emails in the queue, oldest first. `secret` is the secret in
 * the email's link.
 */
export async function waitingMails({ runtime }: World, recipient?: string): Promise<WaitingMail[]> {
  await runtime.background.settled();
  const rows = await runtime.db.mail.findMany({
    where: { sentAt: null, ...(recipient !== undefined && { recipient }) },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, kind, recipient, body }) => {
    const { subject, text } = JSON.parse(openSealed(runtime.keys.seal, body, mailContext(id))) as WaitingMail;
    return { kind, recipient, subject, text, secret: /#([\w-]{43})/.exec(text)?.[1] ?? null };
  });
}

/** Returns the secret in the link of the only queued email of this kind to an address. */
export async function linkSecret(world: World, recipient: string, kind: string): Promise<string> {
  const mails = (await waitingMails(world, recipient)).filter((mail) => mail.kind === kind);
  const [mail] = mails;
  if (mails.length !== 1 || !mail?.secret)
    throw new Error(`${mails.length} mails of kind ${kind} wait for ${recipient}.`);
  return mail.secret;
}
