import { foldText } from "@docket/schema/fold-text";

/** How well a text fits what was typed, from best to worst; what fits less well never stands before what fits better. */
const FIT = { whole: 700, start: 600, wordStart: 500, words: 400, initials: 300, inside: 200, scattered: 100 } as const;
/** What the length of a text counts: less than one step from fit to fit. */
const MAX_LETTERS = 99;

/**
 * How well a text fits what was typed: 0 for not at all, more for better. Starts of words count most, shorter texts before longer
 * ones. Accents and case don't count (see foldText).
 */
export function fitOf(typed: string, text: string): number {
  const [query, name] = [foldText(typed).trim(), foldText(text).trim()];
  if (query === "") return 1;
  const fit = kindOfFit(query, name);
  return fit === 0 ? 0 : fit - Math.min(name.length, MAX_LETTERS);
}

function kindOfFit(query: string, name: string): number {
  if (name === query) return FIT.whole;
  if (name.startsWith(query)) return FIT.start;
  if (` ${name}`.includes(` ${query}`)) return FIT.wordStart;
  const words = name.split(" ");
  if (query.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return FIT.words;
  const letters = query.replaceAll(" ", "");
  if (
    words
      .map(([first]) => first)
      .join("")
      .includes(letters)
  )
    return FIT.initials;
  if (name.includes(query)) return FIT.inside;
  // One or two letters are scattered over nearly everything.
  return letters.length > 2 && isScattered(letters, name) ? FIT.scattered : 0;
}

/** Whether the letters occur in this order, the first of them at the start of a word. */
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

/** Those that fit what was typed, best first; equally good ones stay in their order. What somebody else has found comes last. */
export function ranked<Item extends { text: string; isFound?: boolean }>(
  typed: string,
  items: readonly Item[],
): [Item, number][] {
  return items
    .map((item): [Item, number] => [item, Math.max(fitOf(typed, item.text), item.isFound ? 1 : 0)])
    .filter(([, fit]) => fit > 0)
    .sort(([, left], [, right]) => right - left);
}
