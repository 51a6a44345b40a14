import { foldText } from "@docket/schema/fold-text";

/** Scores by kind of match, from best to worst. A worse kind of match never outranks a better one. */
const SCORES = {
  whole: 700,
  start: 600,
  wordStart: 500,
  words: 400,
  initials: 300,
  inside: 200,
  scattered: 100,
} as const;
/** Maximum penalty for the length of a candidate. It is smaller than the difference between any two scores. */
const MAX_LETTERS = 99;

/**
 * Scores how well a candidate matches the text that the user typed. Returns 0 if it does not match. Matches at the
 * start of words score highest, and shorter candidates score higher than longer ones. Ignores accents and case (see
 * foldText).
 */
export function matchScore(typed: string, text: string): number {
  const [query, name] = [foldText(typed).trim(), foldText(text).trim()];
  if (query === "") return 1;
  const fit = kindScore(query, name);
  return fit === 0 ? 0 : fit - Math.min(name.length, MAX_LETTERS);
}

function kindScore(query: string, name: string): number {
  if (name === query) return SCORES.whole;
  if (name.startsWith(query)) return SCORES.start;
  if (` ${name}`.includes(` ${query}`)) return SCORES.wordStart;
  const words = name.split(" ");
  if (query.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return SCORES.words;
  const letters = query.replaceAll(" ", "");
  if (
    words
      .map(([first]) => first)
      .join("")
      .includes(letters)
  )
    return SCORES.initials;
  if (name.includes(query)) return SCORES.inside;
  // One or two scattered letters would match nearly every candidate.
  return letters.length > 2 && isScattered(letters, name) ? SCORES.scattered : 0;
}

/** Whether the letters occur in the name in this order, with the first one at the start of a word. */
function isScattered(letters: string, name: string): boolean {
  const start = ` ${name}`.indexOf(` ${letters[0]}`);
  if (start < 0) return false;
  let at = start;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/**
 * Returns the matching items, best first, in stable order. Items with `isFound` are kept even if they do not match, and
 * come last.
 */
export function ranked<Item extends { text: string; isFound?: boolean }>(
  typed: string,
  items: readonly Item[],
): [Item, number][] {
  return items
    .map((item): [Item, number] => [item, Math.max(matchScore(typed, item.text), item.isFound ? 1 : 0)])
    .filter(([, fit]) => fit > 0)
    .sort(([, left], [, right]) => right - left);
}
