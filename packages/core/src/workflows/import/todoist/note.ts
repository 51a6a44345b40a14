import { z } from "zod";

/** A note's CONTENT value, with its attachments converted to links. */
export type Note = {
  body: string;
  /** Todoist's descriptions of the attachments, each as a JSON string. */
  attachments: string[];
  /** Names of attachments that are not linked because they have no https URL. */
  unlinked: string[];
};

const ATTACHMENT_START = "[[file ";
const ATTACHMENT_END = "}]]";
/** Maximum number of attachments per note. Any further opening markers are kept as text. */
const MAX_ATTACHMENTS = 20;
const MAX_CLOSINGS = 5;
const MAX_JSON_LENGTH = 20_000;

const Attachment = z.looseObject({
  file_name: z.string().optional(),
  file_url: z.string().optional(),
  image: z.string().optional(),
});

/**
 * Reads a note. Todoist writes attachments into the text as `[[file {json}]]`; each one with an https URL becomes a
 * Markdown link on its own line. The files are not downloaded, because their URLs expire or require a password. Text
 * that can't be parsed is left unchanged.
 *
 * @param raw the cleaned CONTENT value
 */
export function readNote(raw: string): Note {
  const note: Note = { body: "", attachments: [], unlinked: [] };
  let rest = raw;
  for (let count = 0; count < MAX_ATTACHMENTS; count++) {
    const start = rest.indexOf(ATTACHMENT_START);
    if (start === -1) break;
    const found = readAttachment(rest.slice(start + ATTACHMENT_START.length));
    const text = found ? rest.slice(0, start).trimEnd() : rest.slice(0, start + ATTACHMENT_START.length);
    note.body += found ? joinLines(text, linkTo(found.json, note)) : text;
    rest = rest.slice(start + ATTACHMENT_START.length + (found?.length ?? 0));
  }
  note.body = (note.body + rest).trim();
  return note;
}

function readAttachment(text: string): { json: string; length: number } | null {
  let end = text.indexOf(ATTACHMENT_END);
  for (let tries = 0; end !== -1 && end < MAX_JSON_LENGTH && tries < MAX_CLOSINGS; tries++) {
    const json = text.slice(0, end + 1);
    if (isJsonObject(json)) return { json, length: end + ATTACHMENT_END.length };
    end = text.indexOf(ATTACHMENT_END, end + 1);
  }
  return null;
}

function isJsonObject(json: string): boolean {
  try {
    return Attachment.safeParse(JSON.parse(json)).success;
  } catch {
    return false;
  }
}

function linkTo(json: string, note: Note): string {
  const attachment = Attachment.parse(JSON.parse(json));
  const name = attachment.file_name?.trim() || "attachment";
  const url = httpsUrl(attachment.file_url ?? attachment.image ?? "");
  note.attachments.push(json);
  if (url !== null) return `[${name.replace(/[[\]\\]/g, "\\$&")}](${url})`;
  note.unlinked.push(name);
  return name;
}

/** Returns the URL, escaped so that it can't end a Markdown link or a line. Returns null unless it is an https URL. */
function httpsUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "") return null;
  return url.href.replaceAll("(", "%28").replaceAll(")", "%29");
}

function joinLines(before: string, line: string): string {
  return before === "" ? `${line}\n` : `${before}\n${line}\n`;
}
