import { foldText } from "@docket/schema/fold-text";

/** A piece of a text, and whether it is what was searched for. */
export type Piece = { text: string; isHit: boolean; /** Where it begins. */ at: number };

/** The words that are searched for, in the form in which they are compared. */
export function searchWords(search: string): string[] {
  return foldText(search)
    .split(" ")
    .filter((word) => word !== "");
}

/**
 * Takes a text apart at the words that are searched for, as the search compares them: accents and case don't count, and words of
 * one or two letters count at the start of a word alone.
 */
export function highlighted(text: string, search: string): Piece[] {
  const letters = [...text];
  // Some letters are two when folded (ß, æ): the place of each in the text is kept beside it.
  const places: number[] = [];
  let folded = "";
  for (const [place, letter] of letters.entries()) {
    const form = foldText(letter).trim() || " ";
    folded += form;
    for (let index = 0; index < form.length; index += 1) places.push(place);
  }
  const isHit = letters.map(() => false);
  for (const word of searchWords(search)) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      const isStart = at === 0 || folded[at - 1] === " ";
      if (word.length < 3 && !isStart) continue;
      for (const place of places.slice(at, at + word.length)) isHit[place] = true;
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

/** Whether all the words stand in the text, so that one sees in it why it was found. */
export function holdsAll(text: string, search: string): boolean {
  const folded = foldText(text);
  return searchWords(search).every((word) => folded.includes(word.length < 3 ? ` ${word}` : word));
}
