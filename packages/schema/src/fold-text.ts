const MARKS = /\p{M}+/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
/**
 * Scripts written without spaces. Each character becomes a word, so that a trigram index can find any two adjacent
 * ones.
 */
const UNSPACED =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu;
const SPECIAL: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };

/**
 * Returns the searchable form of a text, which is stored next to it; queries are folded in the same way. It is
 * decomposed (Unicode NFKD), without accents, in lower case, with one space between words, before the first and after
 * the last.
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
 * Returns the `LIKE` patterns for a query, one per word. A folded text is found if it matches all of them. Words of
 * three or more letters match anywhere in a word, shorter ones only at its start (a trigram index serves both).
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
