import { DAY_ACTIONS } from "./day-actions.ts";
import type { DayValue } from "./day-actions.ts";
import type { DayAction, Language, LimitAction, RepeatAction, TimeAction } from "./language.ts";
import type { Lexicon, Reading } from "./lexicon.ts";
import { lexiconOf, NOTHING, readingOf, weekdaysBetween } from "./lexicon.ts";
import type { Action, PatternTree, Values } from "./pattern.ts";
import { compilePatterns } from "./pattern.ts";
import type { QuickAddContext } from "./quick-add.ts";
import { TIME_ACTIONS } from "./time-actions.ts";
import type { TimeValue } from "./time-actions.ts";
import type { Word } from "./word.ts";

type CompiledLanguage = {
  language: Language;
  lexicon: Lexicon;
  days: PatternTree<DayAction>;
  times: PatternTree<TimeAction>;
  repeats: PatternTree<RepeatAction>;
  limits: PatternTree<LimitAction>;
  lengths: PatternTree<"length">;
};

const compiled = new Map<string, CompiledLanguage[]>();

function compile(languages: readonly Language[]): CompiledLanguage[] {
  const tags = languages.map(({ tag }) => tag).join();
  let made = compiled.get(tags);
  if (!made) {
    made = languages.map((language) => ({
      language,
      lexicon: lexiconOf(language, languages),
      days: compilePatterns(language.days),
      times: compilePatterns(language.times),
      repeats: compilePatterns(language.repeats),
      limits: compilePatterns(language.limits),
      lengths: compilePatterns(language.lengths),
    }));
    compiled.set(tags, made);
  }
  return made;
}

/** A word with what it means in a language. */
export type ReadWord = Word & {
  reading: Reading;
  /** The keys of the reading, and the nested pattern that any word can begin. */
  classes: readonly string[];
};

/** What is before the first word of a line and after the last one. */
export const EDGE: ReadWord = {
  start: 0,
  end: 0,
  text: "",
  fold: "",
  before: "",
  after: "",
  isPlain: true,
  reading: NOTHING,
  classes: [],
};

/** The words of a line as one language reads them. */
export type LineReader = CompiledLanguage & {
  words: readonly ReadWord[];
  /** Returns the word with an index, or {@link EDGE}. */
  at: (index: number) => ReadWord;
  context: QuickAddContext;
  hasLowerCase: boolean;
};

/** Reads the words of a line in each language. */
export function createReaders(words: readonly Word[], context: QuickAddContext, hasLowerCase: boolean): LineReader[] {
  return compile(context.languages).map((one) => {
    const read = words.map(({ start, end, text, fold, before, after, isPlain }): ReadWord => {
      const reading = isPlain
        ? NOTHING
        : readingOf(fold, one.lexicon, one.language.ordinal, context.dayMonthOrder === "dayFirst");
      const classes = [...Object.keys(reading), "day"];
      return { start, end, text, fold, before, after, isPlain, reading, classes };
    });
    return { ...one, words: read, at: (index) => read[index] ?? EDGE, context, hasLowerCase };
  });
}

/** Something that was read, and the index of the word after it. */
export type Read<Value> = { value: Value; end: number };

type Match<Name> = { action: Name; parameter: string | number | undefined; order: number; values: Values; end: number };

/** Returns the meaning of the longest pattern at a word. Of equally long ones, the first one in the table wins. */
export function readPattern<Name extends string, Value>(
  reader: LineReader,
  index: number,
  tree: PatternTree<Name>,
  actions: Readonly<Record<Name, Action<Value>>>,
): Read<Value> | null {
  const matches: Match<Name>[] = [];
  if (!reader.at(index).isPlain) walk(tree, reader, index, NOTHING, matches);
  matches.sort((left, right) => right.end - left.end || left.order - right.order);
  for (const { action, parameter, values, end } of matches) {
    const value = actions[action](values, reader.context, parameter);
    if (value !== null) return { value, end };
  }
  return null;
}

function walk<Name extends string>(
  tree: PatternTree<Name>,
  reader: LineReader,
  index: number,
  values: Values,
  matches: Match<Name>[],
): void {
  const { fold, reading, classes } = reader.at(index);
  const byWord = tree.words.get(fold);
  if (byWord) step(byWord, reader, index + 1, values, matches);
  for (const source of classes)
    for (const { name, next } of tree.edges.get(source) ?? []) {
      const found = readClass(reader, index, source, reading[source]);
      if (!found) continue;
      const captured = { ...values, [name]: found.value };
      if (source === "unit") captured.factor = reading.factor;
      step(next, reader, found.end, captured, matches);
    }
}

/** Records that the words up to an index match, and continues with the next word. */
function step<Name extends string>(
  tree: PatternTree<Name>,
  reader: LineReader,
  end: number,
  values: Values,
  matches: Match<Name>[],
): void {
  if (tree.meaning) matches.push({ ...tree.meaning, values, end });
  if (continues(reader, end)) walk(tree, reader, end, values, matches);
}

function readClass(reader: LineReader, index: number, source: string, value: unknown): Read<unknown> | null {
  if (Array.isArray(value)) return readList(reader, index, source);
  if (source !== "day") return value === undefined ? null : { value, end: index + 1 };
  const day = readDay(reader, index);
  return day?.value.strength === "invalid" ? null : day;
}

/** Whether a word can belong to the same phrase as the word before it. */
export function continues({ at }: LineReader, index: number): boolean {
  const { isPlain, before } = at(index);
  const previous = at(index - 1);
  if (isPlain || before !== "") return false;
  return (
    /^,?$/.test(previous.after) ||
    (previous.after === "." && isAbbreviation(previous)) ||
    (previous.after === "!" && previous.reading.every !== undefined)
  );
}

/** Whether a word is a month or a weekday that can be followed by a full stop, such as "Sept." */
export function isAbbreviation({ fold, reading: { month, weekday = month } }: ReadWord): boolean {
  return weekday !== undefined && fold.length <= 4;
}

const MAX_LIST = 12;

/** Reads a list such as "mon, wed and fri", or a range of weekdays. */
function readList(reader: LineReader, start: number, source: string): Read<number[]> {
  const value: number[] = [];
  const itemsAt = (index: number) => (reader.at(index).reading[source] ?? []) as number[];
  let [index, end] = [start, start];
  while (value.length < MAX_LIST) {
    const items = itemsAt(index);
    if (items.length === 0) break;
    value.push(...items);
    index += 1;
    end = index;
    if (!continues(reader, end)) break;
    const { and, between } = reader.at(end).reading;
    if (!and && !between) {
      if (reader.at(end - 1).after === ",") continue;
      break;
    }
    const [to] = continues(reader, end + 1) ? itemsAt(end + 1) : [];
    if (to === undefined || (!and && !source.endsWith("eekdays"))) break;
    if (!and) return { value: [...value, ...weekdaysBetween(items.at(-1) ?? 1, to)], end: end + 2 };
    index += 1;
  }
  return { value, end };
}

/** Reads the longest day at a word. */
export function readDay(reader: LineReader, index: number): Read<DayValue> | null {
  return readPattern(reader, index, reader.days, DAY_ACTIONS);
}

/** Reads the longest time at a word. */
export function readTime(reader: LineReader, index: number): Read<TimeValue> | null {
  return readPattern(reader, index, reader.times, TIME_ACTIONS);
}

/** Reads a length of time in minutes, such as "1h 30m" or "2 hours and 5 minutes". */
export function readLength(reader: LineReader, index: number): Read<number> | null {
  const named = readPattern(reader, index, reader.lengths, { length: (_values, _context, minutes) => Number(minutes) });
  if (named) return named;
  let [minutes, end] = [0, index];
  for (let at = index; at === index || continues(reader, at);) {
    if (reader.at(at).reading.and && at > index) at += 1;
    const { reading } = reader.at(at);
    const { n = reading.decimal } = reading;
    const { unit } = reader.at(at + 1).reading;
    const factor = unit === "hour" ? 60 : unit === "minute" ? 1 : 0;
    if (reading.minutes) minutes += reading.minutes;
    else if (n && factor && continues(reader, at + 1)) {
      minutes += n * factor;
      at += 1;
    } else break;
    at += 1;
    end = at;
  }
  return minutes > 0 ? { value: Math.round(minutes), end } : null;
}
