import type { Neighbours } from "./acceptance.ts";
import { isAccepted } from "./acceptance.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesIn } from "./candidate.ts";
import type { Choice } from "./dates.ts";
import type { TokenKind } from "./quick-add.ts";
import type { LineReader, ReadWord } from "./reader.ts";
import { EDGE, isAbbreviation } from "./reader.ts";
import { hasLetters, isCapital } from "./word.ts";

type Placed = { candidate: Candidate; neighbours: Neighbours };

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
    const candidates = candidatesIn(reader, isTaken).filter(({ kind }) => isEnabled(kind));
    const neighboursOf = placeIn(reader, candidates, isTaken);
    return candidates
      .map((candidate): Placed => ({ candidate, neighbours: neighboursOf(candidate) }))
      .filter(({ candidate, neighbours }) => isAccepted(candidate, neighbours));
  });
  // Of readings that overlap, the first one counts; of those that begin at the same word, the longest.
  accepted.sort((left, right) => left.candidate.from - right.candidate.from || right.candidate.to - left.candidate.to);
  const choice: Choice = {};
  const dates: Placed[] = [];
  let end = 0;
  for (const placed of accepted) {
    const { candidate } = placed;
    if (candidate.from < end) continue;
    end = candidate.to;
    if (candidate.kind !== "due") Object.assign(choice, { [candidate.kind]: candidate });
    else if (candidate.value.day) dates.push(placed);
    else choice.time = candidate;
  }
  const due =
    dates.findLast(({ candidate, neighbours }) => neighbours.isAtEnd || timeOf(candidate)) ??
    dates.find(({ neighbours }) => neighbours.isAtStart) ??
    (dates.length === 1 ? dates[0] : undefined);
  if (due?.candidate.kind === "due") choice.due = due.candidate;
  if (due && timeOf(due.candidate)) delete choice.time;
  return choice;
}

function timeOf(candidate: Candidate) {
  return candidate.kind === "due" && candidate.value.time;
}

/** Returns a function that finds the words around a candidate. */
function placeIn(
  reader: LineReader,
  candidates: readonly Candidate[],
  isTaken: (index: number) => boolean,
): (candidate: Candidate) => Neighbours {
  const { words, at } = reader;
  const owned = new Set<number>();
  for (const { from, to } of candidates) for (let index = from; index < to; index += 1) owned.add(index);
  /** Whether a word is part of the title, as far as is known. */
  const isContent = (word: ReadWord, index: number) => !isTaken(index) && !owned.has(index) && hasLetters(word.text);
  const first = words.findIndex(isContent);
  const last = words.findLastIndex(isContent);
  const dates = candidates.filter(({ kind }) => kind === "due");
  const starts = new Set(dates.map(({ core }) => core));
  const ends = new Set(dates.map(({ to }) => to));
  return ({ from, to, core }) => {
    const [before, after, end] = [at(from - 1), at(to), at(to - 1)];
    // The apostrophe of "the girls' 5pm" and the full stop of "Mr." are part of the word.
    const isWhole = /^['’]?$/.test(before.after) || isTitle(before);
    const isEnded = end.after !== "" && !(end.after === "." && isAbbreviation(end));
    const joins = (index: number) => at(index).reading.between;
    return {
      previous: isWhole && at(from).before === "" && isContent(before, from - 1) ? before : EDGE,
      next: !isEnded && after.before === "" && isContent(after, to) ? after : EDGE,
      isAtStart: first < 0 || first >= from,
      isAtEnd: last < to,
      isJoined: (joins(to) && starts.has(to + 1)) || (joins(core - 1) && ends.has(core - 1)) || false,
    };
  };
}

/** Whether a word is an abbreviated form of address. */
function isTitle(word: ReadWord): boolean {
  return word.after === "." && word.text.length <= 3 && isCapital(word);
}
