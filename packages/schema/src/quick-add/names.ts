import { foldText } from "../fold-text.ts";
import type { NamedId, UnknownName } from "./quick-add.ts";
import type { Word } from "./word.ts";
import { ASCII } from "./word.ts";

/** Known names by their folded form, and the number of words of the longest name that begins with a word. */
type NameIndex<Entity> = { byName: Map<string, Entity[]>; wordCounts: Map<string, number> };

const indexes = new WeakMap<readonly NamedId[], NameIndex<NamedId>>();

function indexOf<Entity extends NamedId>(entities: readonly Entity[]): NameIndex<Entity> {
  const known = indexes.get(entities);
  // Safe because an index is stored with the array that it was made from.
  if (known) return known as NameIndex<Entity>;
  const index: NameIndex<Entity> = { byName: new Map(), wordCounts: new Map() };
  for (const entity of entities) {
    const key = keyOf(entity.name);
    if (key === "") continue;
    index.byName.set(key, [...(index.byName.get(key) ?? []), entity]);
    const first = firstWordOf(entity.name);
    const count = entity.name.trim().split(/\s+/).length;
    index.wordCounts.set(first, Math.max(index.wordCounts.get(first) ?? 0, count));
  }
  indexes.set(entities, index);
  return index;
}

/** Returns the form in which names are compared. Names without letters and digits, such as an emoji, stay as they are. */
function keyOf(name: string): string {
  const lower = name.trim().toLowerCase();
  // The same as folding, but much faster.
  const folded = ASCII.test(lower) ? lower.replace(/[^a-z\d]+/g, " ") : foldText(name);
  return folded.trim() || lower;
}

function firstWordOf(text: string): string {
  return keyOf(text).split(" ", 1)[0] ?? "";
}

/** A known name in a line: where it ends, and whom or what it refers to. */
export type FoundName<Entity> = { entity: Entity; end: number };

/**
 * Returns the longest known name at a position of a line.
 *
 * @param start offset of the first character of the name
 * @param index index of the word that contains `start`
 */
export function nameAt<Entity extends NamedId>(
  line: string,
  words: readonly Word[],
  start: number,
  index: number,
  entities: readonly Entity[],
): FoundName<Entity> | null {
  const { byName, wordCounts } = indexOf(entities);
  const maxWords = wordCounts.get(firstWordOf(line.slice(start, words[index]?.end))) ?? 0;
  for (let last = Math.min(index + maxWords, words.length) - 1; last >= index; last -= 1) {
    const ends = endsOf(line, words, last, start);
    const isSign = last > index && !/[\p{L}\p{N}]/u.test(words[last]?.text ?? "");
    for (const end of ends) {
      const text = line.slice(start, end);
      // Trailing signs without letters only belong to a name that is written exactly so.
      const found = byName.get(isSign ? text.toLowerCase() : keyOf(text));
      if (found === undefined) continue;
      const exact = found.find(({ name }) => name === text);
      const [entity] = exact ? [exact] : found;
      if (entity) return { entity, end };
    }
  }
  return null;
}

/** Returns where a name that ends within a word can end: before its punctuation, or before a slash. */
function endsOf(line: string, words: readonly Word[], index: number, start: number): number[] {
  const word = words[index];
  if (word === undefined || word.isPlain) return [];
  const slash = start + line.slice(start, word.end).lastIndexOf("/");
  const ends = [word.end, word.end + word.after.length, slash].filter((end) => end > start);
  return slash > word.start || index === 0 ? ends : ends.filter((end) => end !== slash);
}

/** Returns the word after a sign as an unknown name; null if it contains no letter. */
export function unknownName(kind: UnknownName["kind"], line: string, word: Word, start: number): UnknownName | null {
  const slash = kind === "project" ? line.indexOf("/", start) : -1;
  const end = slash > start && slash < word.end ? slash : word.end;
  const name = line.slice(start, end);
  return /\p{L}/u.test(name) && !name.includes("@") ? { kind, name, start: start - 1, end } : null;
}
