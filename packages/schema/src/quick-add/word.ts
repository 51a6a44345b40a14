import { foldWords } from "../fold-text.ts";
import type { Dismissal } from "./quick-add.ts";

/** A word of a line without the punctuation around it. Positions are offsets into the line. */
export type Word = {
  start: number;
  end: number;
  text: string;
  /** The text in lower case, without accents. */
  fold: string;
  /** Punctuation before the word, up to the preceding space. */
  before: string;
  /** Punctuation after the word, up to the following space. */
  after: string;
  /** Whether the word is never read: it is quoted, or it was turned back into plain text. */
  isPlain: boolean;
};

const OPENING = "([{\"'“„‘‚«‹`!#@+/~";
const CLOSING = ")]}\"'”“’‘»›`.,;:!?…";
export const ASCII = /^[\0-\x7F]*$/;
/** No word of a language is longer. */
const MAX_WORD = 40;
/** Replaces what is never read. */
const MASK = "\0";

/** Splits a line into words. Quoted and dismissed words are marked as plain. */
export function wordsOf(line: string, dismissed: readonly Dismissal[] = []): Word[] {
  let masked = withoutQuotes(line);
  for (const { text, occurrence } of dismissed) {
    const start = occurrencesOf(line, text)[occurrence];
    if (start !== undefined)
      masked = masked.slice(0, start) + MASK.repeat(text.length) + masked.slice(start + text.length);
  }
  return [...line.matchAll(/\S+/g)].map(({ 0: chunk, index }) => {
    let [first, last] = [0, chunk.length];
    while (first < last && OPENING.includes(chunk.charAt(first))) first += 1;
    while (last > first && CLOSING.includes(chunk.charAt(last - 1))) last -= 1;
    // Signs on their own, such as "-" and "!!", are words.
    if (first === last) [first, last] = [0, chunk.length];
    // The full stop of "31.12.", "15." and "p.m." is part of the word.
    if (chunk.charAt(last) === "." && /^(?:\d\d?(?:\.\d\d?)?|[ap]\.m)$/i.test(chunk.slice(first, last))) last += 1;
    const text = chunk.slice(first, last);
    return {
      start: index + first,
      end: index + last,
      text,
      fold: foldWord(text),
      before: chunk.slice(0, first),
      after: chunk.slice(last),
      isPlain: masked.slice(index, index + chunk.length).includes(MASK),
    };
  });
}

const QUOTES: Record<string, string> = { '"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "`": "`" };

/** Masks the quoted parts of a line. A mark opens a quotation at the start of a word only, and needs a closing one. */
function withoutQuotes(line: string): string {
  let [masked, end] = ["", 0];
  /** Marks that are not closed in the rest of the line, so that they are searched only once. */
  const unclosed = new Set<string>();
  for (const { 0: mark, index } of line.matchAll(/(?<![^\s([])["“„«»`]/g)) {
    if (unclosed.has(mark) || index < end) continue;
    const ends = [...(QUOTES[mark] ?? "")].map((sign) => line.indexOf(sign, index + 1)).filter((at) => at > 0);
    if (ends.length === 0) unclosed.add(mark);
    else {
      masked += line.slice(end, index);
      end = Math.min(...ends) + 1;
      masked = masked.padEnd(end, MASK);
    }
  }
  return masked + line.slice(end);
}

/** Returns a word in lower case, without accents. Words that are too long to be known are not folded. */
export function foldWord(text: string): string {
  if (text.length > MAX_WORD) return "";
  const straight = text.replace("’", "'").replace("–", "-");
  return ASCII.test(straight) ? straight.toLowerCase() : foldWords(straight);
}

/** Returns where a text occurs in a line as whole words. */
export function occurrencesOf(line: string, text: string): number[] {
  const starts: number[] = [];
  if (text === "") return starts;
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + text.length))
    if (!hasLetters(line.charAt(at - 1) + line.charAt(at + text.length))) starts.push(at);
  return starts;
}

/** Whether a text contains a letter or a digit. */
export function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** Whether a word begins with a capital letter, and is not written in capitals as a whole. */
export function isCapital({ text }: Pick<Word, "text">): boolean {
  return /^\p{Lu}/u.test(text) && (text.length === 1 || text !== text.toUpperCase());
}
