import { z } from "zod";

/** An email that is ready to be sent. */
export const MailContent = z.object({ subject: z.string(), text: z.string(), html: z.string() });
export type MailContent = z.infer<typeof MailContent>;

type MailLink = { label: string; link: string };

/** The content of an email: paragraphs, at most one link that is shown as a button, and a link at the end. */
export type MailBody = { subject: string; paragraphs: string[]; button?: MailLink; footer?: MailLink };

/**
 * Formats an email as plain text and as minimal HTML. User input is escaped, so that it is rendered as text in both
 * formats.
 */
export function composeMail({ paragraphs, button, footer, ...body }: MailBody): MailContent {
  const subject = oneLine(body.subject);
  const links = [button, footer].flatMap((link) => (link ? [`${link.label}:\n${link.link}`] : []));
  const text = [...paragraphs, ...links].join("\n\n");
  const blocks = paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`);
  if (button) {
    const link = escapeHtml(button.link);
    blocks.push(`<p><a href="${link}">${escapeHtml(button.label)}</a></p>`, `<p>${link}</p>`);
  }
  if (footer) blocks.push(`<p><a href="${escapeHtml(footer.link)}">${escapeHtml(footer.label)}</a></p>`);
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>${blocks.join("")}</body></html>`;
  return { subject, text: `${text}\n`, html };
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").slice(0, 200);
}
