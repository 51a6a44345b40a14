import { foldText } from "@docket/schema/fold-text";
import { searchWords } from "../../entities/task/title-match.ts";

/** A piece of text, and whether it matches the search. */
export type Piece = { text: string; isHit: boolean; /** Index of its first character. */ at: number };

/**
 * Splits text into matching and other pieces by the rules of the search: accents and case are ignored, and words of one
 * or two letters match only at the start of a word.
 */
export function highlighted(text: string, search: string): Piece[] {
  const letters = [...text];
  // Some letters fold into two (ß, æ), so the index of the original letter is stored for each folded one.
  const letterIndexes: number[] = [];
  let folded = "";
  for (const [place, letter] of letters.entries()) {
    const form = foldText(letter).trim() || " ";
    folded += form;
    for (let index = 0; index < form.length; index += 1) letterIndexes.push(place);
  }
  const isHit = letters.map(() => false);
  for (const word of searchWords(search)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      const isStart = at === 0 || folded[at - 1] === " ";
      if (word.length < 3 && !isStart) continue;
      for (const place of letterIndexes.slice(at, at + word.length)) isHit[place] = true;
    }
  }
  const pieces: Piece[] = [];
  for (const [place, letter] of letters.entries()) {
    const last = pieces.at(-1);
    const hit = isHit[place] ?? false;
    if (last?.isHit === hit) last.text += letter;
    else pieces.push({ text: letter, isHit: hit, at: place });
  }
  return pieces;
}
