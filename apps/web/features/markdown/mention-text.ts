import { foldText } from "@docket/schema/fold-text";
import type { Edit, TextSelection } from "./markdown-edit.ts";

/** Someone who can be mentioned. */
export type Mentionable = { userId: string; name: string };

/** The text typed after an `@`, and the position of the `@`. */
export type MentionQuery = { from: number; text: string };

/** Maximum number of people that are offered. */
const MAX_OFFERED = 8;
/** Maximum length of a name. */
const MAX_NAME_LENGTH = 100;
const QUERY = /(?<![\p{L}\p{N}_])@(?<text>(?!\s)[^\n@]*)$/u;
const SIGN = /(?<![\p{L}\p{N}_])@(?=[\p{L}\p{N}])/gu;
const LETTER = /[\p{L}\p{N}]/u;

/** Returns the mention that is being typed at the cursor; null if there is none. */
export function mentionQueryAt({ text, start, end }: TextSelection): MentionQuery | null {
  if (start !== end) return null;
  const begin = Math.max(0, start - MAX_NAME_LENGTH - 2);
  const match = QUERY.exec(text.slice(begin, start));
  const typed = match?.groups?.["text"];
  return match && typed !== undefined ? { from: begin + match.index, text: typed } : null;
}

/** Returns the people with a name that contains a word that begins with the typed text. None if a name is complete. */
export function offeredPeople<Person extends Mentionable>(people: readonly Person[], { text }: MentionQuery): Person[] {
  const folded = foldText(text).trimEnd();
  const found = people.filter(({ name }) => foldText(name).includes(folded));
  const isComplete = folded !== "" && found.some(({ name }) => foldText(name).trimEnd() === folded);
  return isComplete ? [] : found.slice(0, MAX_OFFERED);
}

/** Returns the edit that completes a mention with a name and a space. */
export function completeMention({ from }: MentionQuery, cursor: number, name: string): Edit {
  const insert = `@${name} `;
  return { from, to: cursor, insert, start: from + insert.length, end: from + insert.length };
}

/** Splits a text into plain parts and mentions. If several names match at the same place, the longest counts. */
export function splitMentions(text: string, people: readonly Mentionable[]): { text: string; isMention: boolean }[] {
  const byLength = people.toSorted((one, other) => other.name.length - one.name.length);
  const parts: { text: string; isMention: boolean }[] = [];
  let position = 0;
  for (const { index } of text.matchAll(SIGN)) {
    const name = byLength.find((person) => isNameAt(text, index + 1, person.name))?.name;
    if (name === undefined) continue;
    if (index > position) parts.push({ text: text.slice(position, index), isMention: false });
    position = index + 1 + name.length;
    parts.push({ text: text.slice(index, position), isMention: true });
  }
  if (position < text.length) parts.push({ text: text.slice(position), isMention: false });
  return parts;
}

function isNameAt(text: string, position: number, name: string): boolean {
  const end = position + name.length;
  const folded = foldText(name);
  return folded !== "" && foldText(text.slice(position, end)) === folded && !LETTER.test(text.charAt(end));
}
