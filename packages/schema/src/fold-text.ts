const MARKS = /\p{M}+/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
/** Scripts written without spaces: each character stands for itself, so that two of them can be found by an index of letter groups. */
const UNSPACED =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu;
const SPECIAL: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };

/**
 * The searchable form of a text, written beside it and applied to the query too: compatibility-decomposed (Unicode NFKD),
 * accents off, lower case, one space between words, a space before the first and after the last. What is equal here is found.
 *
 * @param value any text
 */
export function foldText(value: string): string {
  const letters = value
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(/[ßæœøđłı]/g, (letter) => SPECIAL[letter] ?? letter);
  const words = letters.replace(UNSPACED, " $1 ").replace(SEPARATORS, " ").trim();
  return words === "" ? "" : ` ${words} `;
}

/**
 * The `LIKE` patterns, all of which a folded text must match to be found: one per word of the query. Words of three
 * letters and more are found anywhere in a word, shorter ones at its start (an index of three-letter groups can serve both).
 */
export function searchPatterns(query: string): string[] {
  const words = foldText(query)
    .trim()
    .split(" ")
    .filter((word) => word !== "");
  const patterns: string[] = [];
  let phrase: string[] = [];
  const flush = () => {
    if (phrase.length > 0) patterns.push(`% ${phrase.join(" ")} %`);
    phrase = [];
  };
  for (const word of words) {
    if (new RegExp(UNSPACED.source, "u").test(word)) {
      phrase.push(word);
      continue;
    }
    flush();
    patterns.push([...word].length >= 3 ? `%${word}%` : `% ${word}%`);
  }
  flush();
  return [...new Set(patterns)];
}
