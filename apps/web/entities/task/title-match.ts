import { foldText } from "@docket/schema/fold-text";

/** The folded titles of tasks that were compared before: folding those of thousands of tasks would delay every key. */
const folded = new WeakMap<{ title: string }, string>();

/** Returns the words of a search, normalized for comparison. */
export function searchWords(search: string): string[] {
  return foldText(search)
    .split(" ")
    .filter((word) => word !== "");
}

/**
 * Returns a function that returns whether the title of a task contains all words of a search, by the rules of the
 * server: accents and case are ignored, and words of one or two letters match only at the start of a word. A search
 * without words matches nothing.
 */
export function titleMatcher(search: string): (task: { title: string }) => boolean {
  const words = searchWords(search).map((word) => (word.length < 3 ? ` ${word}` : word));
  if (words.length === 0) return () => false;
  return (task) => {
    const title = folded.get(task) ?? foldText(task.title);
    folded.set(task, title);
    return words.every((word) => title.includes(word));
  };
}
