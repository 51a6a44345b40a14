import { foldText } from "../fold-text.ts";
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

const CHUNK = /\S+/g;
const OPENING = new Set("([{\"'“„‘‚«‹`!#@+/~");
const CLOSING = new Set(")]}\"'”“’‘»›`.,;:!?…");
export const ASCII = /^[\0-\x7F]*$/;
/** No word of a language is longer. */
const MAX_WORD = 40;

/** Splits a line into words. Quoted and dismissed words are marked as plain. */
export function wordsOf(line: string, dismissed: readonly Dismissal[] = []): Word[] {
  const plain = [...quotedRanges(line), ...dismissed.flatMap((one) => dismissedRange(line, one))];
  plain.sort((left, right) => left.start - right.start);
  const words: Word[] = [];
  let at = 0;
  for (const { 0: chunk, index } of line.matchAll(CHUNK)) {
    const word = wordOf(chunk, index);
    while (at < plain.length && (plain[at]?.end ?? 0) <= index) at += 1;
    word.isPlain = (plain[at]?.start ?? Infinity) < index + chunk.length;
    words.push(word);
  }
  return words;
}

function wordOf(chunk: string, offset: number): Word {
  let [first, last] = [0, chunk.length];
  while (first < last && OPENING.has(chunk.charAt(first))) first += 1;
  while (last > first && CLOSING.has(chunk.charAt(last - 1))) last -= 1;
  // Signs on their own, such as "-" and "!!", are words.
  if (first === last) [first, last] = [0, chunk.length];
  // The full stop of "31.12.", "15." and "p.m." is part of the word.
  if (
    last < chunk.length &&
    chunk.charAt(last) === "." &&
    /^(?:\d{1,2}(?:\.\d{1,2})?|[ap]\.m)$/i.test(chunk.slice(first, last))
  )
    last += 1;
  const text = chunk.slice(first, last);
  return {
    start: offset + first,
    end: offset + last,
    text,
    fold: foldWord(text),
    before: chunk.slice(0, first),
    after: chunk.slice(last),
    isPlain: false,
  };
}

/** Returns a word in lower case, without accents. Words that are too long to be known are not folded. */
export function foldWord(text: string): string {
  if (text.length > MAX_WORD) return "";
  const straight = text.replace("’", "'");
  return ASCII.test(straight) ? straight.toLowerCase() : foldText(straight).trim();
}

type Range = { start: number; end: number };

const QUOTES: Record<string, string> = { '"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "`": "`" };
/** An opening mark at the start of a word. */
const QUOTE = /(?<![^\s([])["“„«»`]/g;

/** Returns the quoted parts of a line. A mark opens a quotation at the start of a word only, and needs a closing one. */
function quotedRanges(line: string): Range[] {
  const ranges: Range[] = [];
  /** Marks that are not closed in the rest of the line, so that they are searched only once. */
  const unclosed = new Set<string>();
  for (const { 0: mark, index: start } of line.matchAll(QUOTE)) {
    if (unclosed.has(mark) || start < (ranges.at(-1)?.end ?? 0)) continue;
    const ends = [...(QUOTES[mark] ?? "")].map((sign) => line.indexOf(sign, start + 1)).filter((end) => end >= 0);
    if (ends.length === 0) unclosed.add(mark);
    else ranges.push({ start, end: Math.min(...ends) + 1 });
  }
  return ranges;
}

function dismissedRange(line: string, { text, occurrence }: Dismissal): Range[] {
  const starts = occurrencesOf(line, text);
  const start = starts[occurrence];
  return start === undefined ? [] : [{ start, end: start + text.length }];
}

/** Returns where a text occurs in a line as whole words. */
export function occurrencesOf(line: string, text: string): number[] {
  const starts: number[] = [];
  if (text === "") return starts;
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + text.length)) {
    const [previous, next] = [line.charAt(at - 1), line.charAt(at + text.length)];
    if (!isLetter(previous) && !isLetter(next)) starts.push(at);
  }
  return starts;
}

function isLetter(sign: string): boolean {
  return /[\p{L}\p{N}]/u.test(sign);
}

/** Whether a word begins with a capital letter, and is not written in capitals as a whole. */
export function isCapital({ text }: Pick<Word, "text">): boolean {
  const first = text.charAt(0);
  return first !== first.toLowerCase() && (text.length === 1 || text !== text.toUpperCase());
}
