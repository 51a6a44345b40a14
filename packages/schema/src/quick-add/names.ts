import { foldText } from "../fold-text.ts";
import type { NamedId } from "./quick-add.ts";
import type { Word } from "./word.ts";
import { ASCII, hasLetters } from "./word.ts";

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
    const [first = ""] = key.split(" ");
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

/**
 * Returns the longest known name at a position of a line, where it ends, and the index of the word after it.
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
  isPossible: (entity: Entity) => boolean = () => true,
): { id: string; end: number; to: number } | null {
  const { byName, wordCounts } = indexOf(entities);
  const [first = ""] = keyOf(line.slice(start, words[index]?.end)).split(" ");
  for (let to = Math.min(index + (wordCounts.get(first) ?? 0), words.length); to > index; to -= 1) {
    const word = words[to - 1];
    if (word === undefined || word.isPlain) continue;
    // A name can end before the punctuation after a word, or before a slash within it.
    const slash = start + line.slice(start, word.end).lastIndexOf("/");
    const ends = [word.end, word.end + word.after.length, ...(slash > Math.max(start, word.start) ? [slash] : [])];
    for (const end of ends) {
      const text = line.slice(start, end);
      // Trailing signs without letters only belong to a name that is written exactly so.
      const isSign = to - 1 > index && !hasLetters(word.text);
      const found = byName.get(isSign ? text.toLowerCase() : keyOf(text))?.filter(isPossible) ?? [];
      const entity = found.find(({ name }) => name === text) ?? found[0];
      if (entity) return { id: entity.id, end, to };
    }
  }
  return null;
}
