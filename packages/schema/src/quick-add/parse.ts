import { chooseDates } from "./choose.ts";
import { datesOf } from "./dates.ts";
import type { Dismissal, QuickAdd, QuickAddContext, TokenKind, TokenSpan } from "./quick-add.ts";
import { createReader } from "./reader.ts";
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
  const description = isEnabled("description") ? descriptionStart(allWords) : null;
  const words = allWords.slice(0, Math.min(description?.index ?? MAX_WORDS, MAX_WORDS));
  const hasLowerCase = /\p{Ll}/u.test(line);
  const readers = context.languages.map((language) => createReader(words, language, context, hasLowerCase));
  const { tokens: found, unknown } = findSigns({ text: line, words, readers, context, isEnabled });
  const tokens = lastOfEach(found);
  const taken = new Set(tokens.flatMap(({ from, to }) => range(from, to)));
  const choice = chooseDates(readers, (index) => taken.has(index), isEnabled);
  const signs = fromSigns(tokens);
  const { spans, ...dates } = datesOf(choice, words, context);
  const result = { ...signs, ...dates, spans: [...signs.spans, ...spans] };
  if (description !== null) {
    result.description = line.slice(description.start + 2).trim();
    result.spans.push({ kind: "description", start: description.start, end: line.length });
  }
  result.spans.sort((left, right) => left.start - right.start);
  const title = titleOf(line, result.spans);
  return title === "" ? { ...emptyResult(), title: line.trim() } : { ...result, title, unknown };
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

/** Finds the word with which the description begins: one that starts with two slashes. */
function descriptionStart(words: readonly Word[]): { index: number; start: number } | null {
  const index = words.findIndex((word) => !word.isPlain && `${word.before}${word.text}`.startsWith("//"));
  const word = words[index];
  return word === undefined ? null : { index, start: word.start - word.before.length };
}

/** Of projects, sections, priorities and deadlines, only the last one counts. The others are text. */
function lastOfEach(tokens: readonly SignToken[]): SignToken[] {
  const last = new Map(tokens.map((token) => [token.kind, token]));
  const project = last.get("project");
  const section = last.get("section");
  return tokens.filter((token) => {
    if (token.kind === "label" || token.kind === "person" || token.kind === "reminder") return true;
    if (token.kind === "section" && project !== undefined && token === section && token.start < project.start)
      return false;
    return last.get(token.kind) === token;
  });
}

function fromSigns(tokens: readonly SignToken[]): QuickAdd {
  const result = emptyResult();
  for (const token of tokens) {
    result.spans.push({ kind: token.kind, start: token.start, end: token.end });
    switch (token.kind) {
      case "project":
        result.projectId = token.id;
        break;
      case "section":
        result.sectionId = token.id;
        break;
      case "label":
        if (!result.labelIds.includes(token.id)) result.labelIds.push(token.id);
        break;
      case "person":
        if (!result.assigneeIds.includes(token.id)) result.assigneeIds.push(token.id);
        break;
      case "priority":
        result.priority = token.priority;
        break;
      case "deadline":
        result.deadline = token.day;
        break;
      case "reminder":
        result.reminders.push(token.reminder);
        break;
    }
  }
  return result;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
