import { ACTIONS, COMMON_PATTERNS } from "./actions.ts";
import type { Language, PatternTable } from "./language.ts";
import type { Lexicon, Reading } from "./lexicon.ts";
import { lexiconOf, NOTHING, readingOf, weekdaysBetween } from "./lexicon.ts";
import type { PatternTree } from "./pattern.ts";
import { compilePatterns } from "./pattern.ts";
import type { QuickAddContext } from "./quick-add.ts";
import type { PatternKind, Values, ValuesOf } from "./values.ts";
import type { Word } from "./word.ts";

type CompiledLanguage = { language: Language; lexicon: Lexicon; trees: ReadonlyMap<string, PatternTree> };

const compiled = new Map<string, CompiledLanguage[]>();

function compile(languages: readonly Language[]): CompiledLanguage[] {
  const tags = languages.map(({ tag }) => tag).join();
  let made = compiled.get(tags);
  if (!made) {
    made = languages.map((language) => {
      const tables: Record<string, PatternTable>[] = [COMMON_PATTERNS, language.patterns];
      const trees = Object.keys(ACTIONS).map(
        (kind) => [kind, compilePatterns(tables.map((table) => table[kind] ?? {}))] as const,
      );
      return { language, lexicon: lexiconOf(language, languages), trees: new Map(trees) };
    });
    compiled.set(tags, made);
  }
  return made;
}

/** A word with what it means in a language. */
export type ReadWord = Word & { reading: Reading };

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
    const read = words.map((word) => ({ ...word, reading: readingOf(word, one.lexicon, one.language, context) }));
    return { ...one, words: read, at: (index) => read[index] ?? EDGE, context, hasLowerCase };
  });
}

/** Returns a function that tells whether a word is in one of several ranges. */
export function coverOf(ranges: readonly { from: number; to: number }[]): (index: number) => boolean {
  const indexes = new Set<number>();
  for (const { from, to } of ranges) for (let index = from; index < to; index += 1) indexes.add(index);
  return (index) => indexes.has(index);
}

/** Something that was read, and the index of the word after it. */
export type Read<Value> = { value: Value; end: number };

type Match = Read<Values> & NonNullable<PatternTree["meaning"]>;

/** Returns the meaning of the longest pattern at a word. Of equally long ones, the first one in the table wins. */
export function readPattern<Kind extends PatternKind>(
  reader: LineReader,
  start: number,
  kind: Kind,
): Read<ValuesOf[Kind]> | null {
  const { at, trees, context } = reader;
  const matches: Match[] = [];
  /** Collects the patterns that match from a word on. */
  const walk = (tree: PatternTree, index: number, values: Values): void => {
    const { isPlain, fold, reading } = at(index);
    if (isPlain) return;
    const byWord = tree.children.get(fold);
    if (byWord) step(byWord, index + 1, values);
    const capture = (next: PatternTree, found: Read<unknown> | null) => {
      const { source, name } = next;
      // "Freitagabend" already has its part of the day.
      if (!found || (name === "part" && values.part)) return;
      const { value, end } = found;
      const { factor = values.factor, dayPart, part } = at(end - 1).reading;
      const captured: Partial<Values> = { ...values, factor, [name]: value };
      // "tonight" and "this evening" are a day and a part of it.
      if (source === "day" || source === "repeat") captured.part = dayPart ?? (end - index > 1 ? part : undefined);
      if (source === "limit") captured.limit = { ...values.limit, ...captured.limit };
      step(next, end, captured as Values);
    };
    for (const next of tree.nested) capture(next, readPattern(reader, index, next.source as PatternKind));
    for (const source of Object.keys(reading))
      for (const next of tree.classes.get(source) ?? []) {
        const value = reading[source];
        if (Array.isArray(value)) capture(next, readList(reader, index, source));
        else if (value !== undefined) capture(next, { value, end: index + 1 });
      }
  };
  const step = (tree: PatternTree, end: number, value: Values) => {
    if (tree.meaning) matches.push({ ...tree.meaning, value, end });
    if (continues(reader, end)) walk(tree, end, value);
  };
  const root = trees.get(kind);
  if (root) walk(root, start, NOTHING as Values);
  matches.sort((left, right) => right.end - left.end || left.order - right.order);
  for (const { action, parameter, value: values, end } of matches) {
    const value = ACTIONS[kind][action]?.(values, context, parameter) ?? null;
    if (value !== null) return { value, end };
  }
  return null;
}

/** Whether a word can belong to the same phrase as the word before it. */
export function continues({ at }: LineReader, index: number): boolean {
  const { isPlain, before } = at(index);
  const previous = at(index - 1);
  if (isPlain || before !== "") return false;
  const { after, reading } = previous;
  return (
    after === "" ||
    after === "," ||
    (after === "." && isAbbreviation(previous)) ||
    (after === "!" && reading.every !== undefined)
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
