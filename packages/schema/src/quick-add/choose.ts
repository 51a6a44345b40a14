import type { PlacedCandidate } from "./acceptance.ts";
import { isAccepted } from "./acceptance.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesIn } from "./candidate.ts";
import type { Choice } from "./dates.ts";
import type { TokenKind } from "./quick-add.ts";
import type { LineReader, ReadWord } from "./reader.ts";
import { coverOf, EDGE, isAbbreviation } from "./reader.ts";
import { hasLetters, isCapital } from "./word.ts";

/**
 * Chooses among everything that can be read as a date. The last one of each kind wins; a date within the line only
 * counts if a time follows it, or if it is the only one.
 */
export function chooseDates(
  readers: readonly LineReader[],
  isTaken: (index: number) => boolean,
  isEnabled: (kind: TokenKind) => boolean,
): Choice {
  const accepted = readers.flatMap((reader) => {
    const candidates = candidatesIn(reader, isTaken).filter(({ kind }) => isEnabled(kind === "time" ? "due" : kind));
    return placeIn(reader, candidates, isTaken).filter(isAccepted);
  });
  // Of readings that overlap, the first one counts; of those that begin at the same word, the longest.
  accepted.sort((left, right) => left.from - right.from || right.to - left.to);
  const choice: Choice = {};
  const dates: Extract<PlacedCandidate, { kind: "due" }>[] = [];
  let end = 0;
  for (const candidate of accepted) {
    if (candidate.from < end) continue;
    end = candidate.to;
    if (candidate.kind === "due") dates.push(candidate);
    else Object.assign(choice, { [candidate.kind]: candidate });
  }
  choice.due =
    dates.findLast(({ isAtEnd, value }) => isAtEnd || value.time) ??
    dates.find(({ isAtStart }) => isAtStart) ??
    (dates.length === 1 ? dates[0] : undefined);
  if (choice.due?.value.time) delete choice.time;
  return choice;
}

/** Finds the words around candidates. */
function placeIn(
  { words, at }: LineReader,
  candidates: readonly Candidate[],
  isTaken: (index: number) => boolean,
): PlacedCandidate[] {
  const isOwned = coverOf(candidates);
  /** Whether a word is part of the title, as far as is known. */
  const isContent = (word: ReadWord, index: number) => !isTaken(index) && !isOwned(index) && hasLetters(word.text);
  const first = words.findIndex(isContent);
  const last = words.findLastIndex(isContent);
  const dates = candidates.filter(({ kind }) => kind === "due" || kind === "time");
  return candidates.map((candidate) => {
    const { from, to, core } = candidate;
    const [before, after, end] = [at(from - 1), at(to), at(to - 1)];
    // The apostrophe of "the girls' 5pm" and the full stop of "Mr." are part of the word.
    const isWhole = /^['’]?$/.test(before.after) || isTitle(before);
    const isEnded = end.after !== "" && !(end.after === "." && isAbbreviation(end));
    return {
      ...candidate,
      previous: isWhole && at(from).before === "" && isContent(before, from - 1) ? before : EDGE,
      next: !isEnded && after.before === "" && isContent(after, to) ? after : EDGE,
      isAtStart: first < 0 || first >= from,
      isAtEnd: last < to,
      isJoined: dates.some(
        (date) =>
          (date.core === to + 1 && at(to).reading.between) || (date.to === core - 1 && at(date.to).reading.between),
      ),
    };
  });
}

/** Whether a word is an abbreviated form of address. */
function isTitle(word: ReadWord): boolean {
  return word.after === "." && word.text.length <= 3 && isCapital(word);
}
