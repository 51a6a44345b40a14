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
 * Returns the searchable form of a text, which is stored next to the original; queries are folded in the same way. It is
 * {@link foldWords} with a space before and after, and with each character of scripts without spaces as a word.
 */
export function foldText(value: string): string {
  const words = separateWords(foldLetters(value).replace(UNSPACED, " $1 "));
  return words === "" ? "" : ` ${words} `;
}

/** Returns the words of a text in decomposed form (Unicode NFKD), in lower case, without accents, with one space between. */
export function foldWords(value: string): string {
  return separateWords(foldLetters(value));
}

function foldLetters(value: string): string {
  return value
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .replace(/[ßæœøđłı]/g, (letter) => SPECIAL[letter] ?? letter);
}

function separateWords(letters: string): string {
  return letters.replace(SEPARATORS, " ").trim();
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
