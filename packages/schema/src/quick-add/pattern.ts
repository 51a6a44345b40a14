import type { PatternRow } from "./language.ts";
import type { Reading } from "./lexicon.ts";
import { weekdaysBetween } from "./lexicon.ts";
import type { Word } from "./word.ts";
import { foldWord } from "./word.ts";

/** What a pattern means: an action and its parameter. Rows that come first in the table have a lower order. */
type Meaning<Action extends string> = { action: Action; parameter: string | number | undefined; order: number };

/** The patterns of a language as a tree: they share what they begin with, so that it is matched only once. */
export type PatternTree<Action extends string> = {
  words: Map<string, PatternTree<Action>>;
  /** What follows a word of a class, by the class. */
  classes: Map<string, Edge<Action>[]>;
  lists: Map<string, Edge<Action>[]>;
  /** What follows a pattern within this one. */
  nested: Edge<Action>[];
  meaning: Meaning<Action> | null;
};

/** A class, the name under which its value is stored, and what follows it. */
type Edge<Action extends string> = { class: string; name: string; next: PatternTree<Action> };

/** Patterns that other patterns contain, in braces like a class. */
const NESTED = new Set(["day"]);

/** The values of the classes of a matched pattern. Lists are in `weekdayList`, `nthList` and `ordinalList`. */
export type Values = Reading & { weekdayList?: number[]; nthList?: number[]; ordinalList?: number[] };

/** A matched pattern. `end` is the index of the word after it. */
export type Match<Action extends string> = Meaning<Action> & { values: Values; end: number };

/** The words of a line with their meanings in one language. */
export type Reader = {
  words: readonly Word[];
  readings: readonly Reading[];
  /** The classes of each word: the keys of its reading. */
  classes: readonly (readonly string[])[];
  /** Words between the items of a list, and between the ends of a range. */
  and: ReadonlySet<string>;
  between: ReadonlySet<string>;
  /** Matches a class that is a pattern itself. */
  nested: (name: string, index: number) => { value: unknown; end: number } | null;
};

/** The value of a class within a match, and those before it. Most paths end without a match, so nothing is copied. */
type Captured = { name: string; value: unknown; rest: Captured | null };

const MAX_LIST = 12;
const NONE: readonly never[] = [];

function emptyTree<Action extends string>(): PatternTree<Action> {
  return { words: new Map(), classes: new Map(), lists: new Map(), nested: [], meaning: null };
}

/** Prepares the patterns of a language. */
export function compilePatterns<Action extends string>(rows: readonly PatternRow<Action>[]): PatternTree<Action> {
  const root = emptyTree<Action>();
  for (const [order, [pattern, action, parameter]] of rows.entries()) {
    let ends = [root];
    for (const element of pattern.split(" ")) {
      const next = ends.flatMap((tree) => grow(tree, element.replace("?", "")));
      ends = element.endsWith("?") ? [...ends, ...next] : next;
    }
    for (const tree of ends) tree.meaning ??= { action, parameter, order };
  }
  return root;
}

/** Returns the trees after an element of a pattern. */
function grow<Action extends string>(tree: PatternTree<Action>, element: string): PatternTree<Action>[] {
  if (!element.startsWith("{")) return element.split("|").map((word) => childOf(tree.words, foldWord(word)));
  const [source = "", name = source] = element.replace(/[{}+]/g, "").split("=");
  const edges = NESTED.has(source) ? tree.nested : edgesOf(element.endsWith("+") ? tree.lists : tree.classes, source);
  const known = edges.find((edge) => edge.class === source && edge.name === name);
  const edge = known ?? { class: source, name, next: emptyTree<Action>() };
  if (known === undefined) edges.push(edge);
  return [edge.next];
}

function edgesOf<Action extends string>(edges: Map<string, Edge<Action>[]>, source: string): Edge<Action>[] {
  const known = edges.get(source) ?? [];
  edges.set(source, known);
  return known;
}

function childOf<Action extends string>(children: Map<string, PatternTree<Action>>, key: string): PatternTree<Action> {
  const child = children.get(key) ?? emptyTree<Action>();
  children.set(key, child);
  return child;
}

/** Returns the matches at a word, the longest first. Of equally long ones, those that the table lists first are first. */
export function matchesAt<Action extends string>(
  tree: PatternTree<Action>,
  reader: Reader,
  index: number,
): Match<Action>[] {
  const matches: Match<Action>[] = [];
  if (reader.words[index]?.isPlain === false) walk(tree, reader, index, null, matches);
  return matches.length < 2 ? matches : matches.sort((left, right) => right.end - left.end || left.order - right.order);
}

function walk<Action extends string>(
  tree: PatternTree<Action>,
  reader: Reader,
  index: number,
  rest: Captured | null,
  matches: Match<Action>[],
): void {
  const word = reader.words[index];
  const reading = reader.readings[index];
  if (word === undefined || reading === undefined) return;
  const byWord = tree.words.get(word.fold);
  if (byWord) step(byWord, reader, index + 1, rest, matches);
  for (const source of reader.classes[index] ?? NONE) {
    for (const { name, next } of tree.classes.get(source) ?? NONE) {
      const found = { name, value: reading[source], rest };
      const hasFactor = source === "unit" && reading.factor !== undefined;
      step(
        next,
        reader,
        index + 1,
        hasFactor ? { name: "factor", value: reading.factor, rest: found } : found,
        matches,
      );
    }
    const listed = source === "weekdays" ? "weekday" : source;
    for (const { name, next } of tree.lists.get(listed) ?? NONE) {
      const list = listAt(listed, reader, index);
      if (list) step(next, reader, list.end, { name: `${name}List`, value: list.items, rest }, matches);
    }
  }
  for (const { class: source, name, next } of tree.nested) {
    const nested = reader.nested(source, index);
    if (nested) step(next, reader, nested.end, { name, value: nested.value, rest }, matches);
  }
}

/** Records that the words up to an index match, and continues with the next word. */
function step<Action extends string>(
  tree: PatternTree<Action>,
  reader: Reader,
  end: number,
  captured: Captured | null,
  matches: Match<Action>[],
): void {
  if (tree.meaning) matches.push({ ...tree.meaning, values: valuesOf(captured), end });
  if (continues(reader, end)) walk(tree, reader, end, captured, matches);
}

function valuesOf(captured: Captured | null): Values {
  const values: Values = {};
  for (let one = captured; one !== null; one = one.rest) values[one.name] = one.value;
  return values;
}

/** Whether a word can belong to the same phrase as the word before it. */
export function continues(reader: Reader, index: number): boolean {
  const [previous, word] = [reader.words[index - 1], reader.words[index]];
  if (previous === undefined || word === undefined || word.isPlain || word.before !== "") return false;
  if (previous.after === "" || previous.after === ",") return true;
  if (previous.after === ".") return isAbbreviation(reader, index - 1);
  return previous.after === "!" && reader.readings[index - 1]?.every !== undefined;
}

/** Whether a word is a month or a weekday that can be followed by a full stop, such as "Sept." */
export function isAbbreviation({ words, readings }: Reader, index: number): boolean {
  const { month, weekday } = readings[index] ?? {};
  return (month ?? weekday) !== undefined && (words[index]?.fold.length ?? 0) <= 4;
}

/** Matches a list such as "mon, wed and fri", or a range of weekdays. */
function listAt(name: string, reader: Reader, start: number): { items: number[]; end: number } | null {
  const items: number[] = [];
  let index = start;
  let end = start;
  while (items.length < MAX_LIST) {
    const item = itemAt(name, reader, index);
    if (item === null) break;
    items.push(...item);
    index += 1;
    end = index;
    if (!continues(reader, index)) break;
    const joint = reader.words[index]?.fold ?? "";
    const isAnd = reader.and.has(joint);
    if (isAnd || reader.between.has(joint)) {
      const to = continues(reader, index + 1) ? itemAt(name, reader, index + 1) : null;
      if (to === null || (!isAnd && name !== "weekday")) break;
      if (!isAnd) return { items: [...items, ...weekdaysBetween(items.at(-1) ?? 1, to[0] ?? 1)], end: index + 2 };
      index += 1;
    } else if (reader.words[index - 1]?.after !== ",") break;
  }
  return items.length === 0 ? null : { items, end };
}

function itemAt(name: string, reader: Reader, index: number): number[] | null {
  const reading = reader.readings[index];
  if (name === "weekday" && reading?.weekdays) return reading.weekdays;
  const value = reading?.[name];
  return typeof value === "number" ? [value] : null;
}
