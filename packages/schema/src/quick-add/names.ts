import { foldWords } from "../fold-text.ts";
import type { NamedId } from "./quick-add.ts";
import type { Word } from "./word.ts";
import { ASCII, hasLetters } from "./word.ts";

/** A known name. Sections also have their project. */
export type KnownName = NamedId & { projectId?: string };

/** Known names by their folded form, and the number of words of the longest one. */
type NameIndex = { byName: Map<string, KnownName[]>; longest: number };

const indexes = new WeakMap<readonly KnownName[], NameIndex>();

function indexOf(names: readonly KnownName[]): NameIndex {
  const index: NameIndex = indexes.get(names) ?? { byName: new Map(), longest: 0 };
  if (!indexes.has(names))
    for (const one of names) {
      const key = keyOf(one.name);
      if (key === "") continue;
      index.byName.set(key, [...(index.byName.get(key) ?? []), one]);
      index.longest = Math.max(index.longest, one.name.trim().split(/\s+/).length);
    }
  indexes.set(names, index);
  return index;
}

/** Returns the form in which names are compared. Names without letters and digits, such as an emoji, stay as they are. */
function keyOf(name: string): string {
  const lower = name.trim().toLowerCase();
  // The same as folding, but much faster.
  const folded = ASCII.test(lower) ? lower.replace(/[^a-z\d]+/g, " ") : foldWords(name);
  return folded.trim() || lower;
}

/**
 * Returns the longest known name at a position of a line, where it ends, and the index of the word after it.
 *
 * @param start offset of the first character of the name
 * @param index index of the word that contains `start`
 */
export function nameAt(
  line: string,
  words: readonly Word[],
  start: number,
  index: number,
  names: readonly KnownName[],
  isPossible: (name: KnownName) => boolean,
): { id: string; end: number; to: number } | null {
  const { byName, longest } = indexOf(names);
  for (let to = Math.min(index + longest, words.length); to > index; to -= 1) {
    const word = words[to - 1];
    if (word === undefined || word.isPlain) continue;
    // A name can end before the punctuation after a word, or before a slash within it.
    const slash = word.start + word.text.lastIndexOf("/");
    for (const end of new Set([word.end, word.end + word.after.length, slash])) {
      if (end <= start || end <= word.start) continue;
      const text = line.slice(start, end);
      // Trailing signs without letters only belong to a name that is written exactly so.
      const isSign = to - 1 > index && !hasLetters(word.text);
      const found = byName.get(isSign ? text.toLowerCase() : keyOf(text))?.filter(isPossible) ?? [];
      const known = found.find(({ name }) => name === text) ?? found[0];
      if (known) return { id: known.id, end, to };
    }
  }
  return null;
}
