import { chooseDates } from "./choose.ts";
import { datesOf } from "./dates.ts";
import type { Dismissal, QuickAdd, QuickAddContext, TokenKind, TokenSpan } from "./quick-add.ts";
import { coverOf, createReaders } from "./reader.ts";
import type { SignToken } from "./signs.ts";
import { findSigns } from "./signs.ts";
import { titleOf } from "./title.ts";
import type { Word } from "./word.ts";
import { occurrencesOf, wordsOf } from "./word.ts";

/** Limits the time that a long text takes. The words after these are part of the title. */
const MAX_WORDS = 1000;

/**
 * Reads a line of quick add, such as "Pay rent every month on the 31st 5pm p1 #Home".
 *
 * If nothing would remain for the title, the whole line is the title and nothing is recognised.
 */
export function parseQuickAdd(line: string, context: QuickAddContext): QuickAdd {
  const isEnabled = (kind: TokenKind) => context.kinds?.includes(kind) ?? true;
  const allWords = wordsOf(line, context.dismissed);
  const isDescription = ({ isPlain, before, text }: Word) => !isPlain && (before + text).startsWith("//");
  const description = isEnabled("description") ? allWords.find(isDescription) : undefined;
  const words = allWords.slice(0, description && allWords.indexOf(description)).slice(0, MAX_WORDS);
  const readers = createReaders(words, context, /\p{Ll}/u.test(line));
  const { tokens: found, unknown } = findSigns({ text: line, words, readers, context, isEnabled });
  const tokens = found.filter((token) => isLast(token, found));
  const { spans, ...dates } = datesOf(chooseDates(readers, coverOf(tokens), isEnabled), context);
  const result: QuickAdd = { ...emptyResult(), ...dates, unknown };
  for (const { kind, start, end, value } of tokens) {
    spans.push({ kind, start, end });
    const { labelIds = [], assigneeIds = [], reminders = [] } = value;
    Object.assign(result, value, {
      labelIds: [...new Set([...result.labelIds, ...labelIds])],
      assigneeIds: [...new Set([...result.assigneeIds, ...assigneeIds])],
      reminders: [...result.reminders, ...reminders],
    });
  }
  if (description) {
    const start = description.start - description.before.length;
    result.description = line.slice(start + 2).trim();
    spans.push({ kind: "description", start, end: line.length });
  }
  spans.sort((left, right) => left.start - right.start);
  const title = titleOf(line, spans);
  return title === "" ? { ...emptyResult(), title: line.trim() } : { ...result, title, spans };
}

/** Returns the dismissal that turns a recognised part of a line back into plain words. */
export function dismissalOf(line: string, { start, end }: Pick<TokenSpan, "start" | "end">): Dismissal {
  const text = line.slice(start, end);
  return { text, occurrence: Math.max(0, occurrencesOf(line, text).indexOf(start)) };
}

function emptyResult(): QuickAdd {
  return {
    title: "",
    description: null,
    due: null,
    start: null,
    deadline: null,
    durationMinutes: null,
    recurrence: null,
    priority: null,
    projectId: null,
    sectionId: null,
    labelIds: [],
    assigneeIds: [],
    reminders: [],
    spans: [],
    unknown: [],
  };
}

/** Of projects, sections, priorities and deadlines, only the last one counts. The others are text. */
function isLast(token: SignToken, tokens: readonly SignToken[]): boolean {
  const { kind } = token;
  if (kind === "label" || kind === "person" || kind === "reminder") return true;
  // A project after a section has other sections.
  return token === tokens.findLast((one) => one.kind === kind || (kind === "section" && one.kind === "project"));
}
