const MARKS = /\p{M}+/gu;
const SEPARATORS = /[^\p{L}\p{N}]+/gu;
/**
 * Scripts written without spaces. Each character becomes a word, so that a trigram index can find any two adjacent
 * characters.
 */
const UNSPACED =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}])/gu;
const SPECIAL: Record<string, string> = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i" };

/**
 * Returns the searchable form of a text, which is stored next to the original; queries are folded in the same way. The
 * result is decomposed (Unicode NFKD), lower-cased and stripped of accents, with one space before, between and after
 * words.
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
 * Returns the `LIKE` patterns for a query, one per word. A folded text matches the query if it matches all patterns.
 * Words of three or more letters match anywhere in a word, shorter ones only at the start of a word. A trigram index
 * supports both.
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
