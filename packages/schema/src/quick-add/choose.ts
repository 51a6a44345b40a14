import type { Neighbours } from "./acceptance.ts";
import { isAccepted } from "./acceptance.ts";
import type { Candidate } from "./candidate.ts";
import { candidatesIn } from "./candidate.ts";
import { isAbbreviation } from "./pattern.ts";
import type { TokenKind } from "./quick-add.ts";
import type { LineReader } from "./reader.ts";
import type { Word } from "./word.ts";
import { isCapital } from "./word.ts";

/** The dates, times, durations and recurrences that apply. */
export type Choice = {
  due: (Candidate & { kind: "when" }) | null;
  /** A time apart from the date. */
  time: (Candidate & { kind: "when" }) | null;
  start: (Candidate & { kind: "start" }) | null;
  duration: (Candidate & { kind: "duration" }) | null;
  recurrence: (Candidate & { kind: "recurrence" }) | null;
};

type Placed = { candidate: Candidate; neighbours: Neighbours };

const KIND_OF: Record<Candidate["kind"], TokenKind> = {
  when: "due",
  start: "start",
  duration: "duration",
  recurrence: "recurrence",
};

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
    const candidates = candidatesIn(reader, isTaken).filter(({ kind }) => isEnabled(KIND_OF[kind]));
    const layout = layoutOf(reader, candidates, isTaken);
    return candidates
      .map((candidate): Placed => ({ candidate, neighbours: neighboursOf(candidate, layout) }))
      .filter(({ candidate, neighbours }) => isAccepted(candidate, neighbours));
  });
  const placed = withoutOverlaps(accepted);
  const ofKind = <Kind extends Candidate["kind"]>(kind: Kind) =>
    placed.flatMap(({ candidate }) => (isKind(candidate, kind) ? [candidate] : []));
  const dates = placed.filter(({ candidate }) => candidate.kind === "when" && candidate.moment.day !== null);
  const due = lastDate(dates);
  const times = ofKind("when").filter(({ moment }) => moment.day === null);
  return {
    due,
    time: due?.moment.time == null ? (times.at(-1) ?? null) : null,
    start: ofKind("start").at(-1) ?? null,
    duration: ofKind("duration").at(-1) ?? null,
    recurrence: ofKind("recurrence").at(-1) ?? null,
  };
}

function isKind<Kind extends Candidate["kind"]>(
  candidate: Candidate,
  kind: Kind,
): candidate is Candidate & { kind: Kind } {
  return candidate.kind === kind;
}

function lastDate(dates: readonly Placed[]): (Candidate & { kind: "when" }) | null {
  const complete = dates.filter(
    ({ candidate, neighbours }) => neighbours.isAtEnd || (candidate.kind === "when" && candidate.moment.time !== null),
  );
  const chosen =
    complete.at(-1) ??
    dates.find(({ neighbours }) => neighbours.isAtStart) ??
    (dates.length === 1 ? dates[0] : undefined);
  return chosen?.candidate.kind === "when" ? chosen.candidate : null;
}

/** Of readings that overlap, keeps the first; of those that begin at the same word, the longest. */
function withoutOverlaps(placed: readonly Placed[]): Placed[] {
  const sorted = [...placed].sort(
    (left, right) => left.candidate.from - right.candidate.from || right.candidate.to - left.candidate.to,
  );
  let end = 0;
  return sorted.filter(({ candidate }) => {
    if (candidate.from < end) return false;
    end = candidate.to;
    return true;
  });
}

/** Where the candidates of a line are. */
type Layout = {
  /** Whether a word is part of the title, as far as is known. */
  isContent: (index: number) => boolean;
  first: number;
  last: number;
  /** Dates and times by the index of their first word, and of the word after them. */
  byStart: ReadonlySet<number>;
  byEnd: ReadonlySet<number>;
};

function layoutOf(
  { words }: LineReader,
  candidates: readonly Candidate[],
  isTaken: (index: number) => boolean,
): Layout {
  const owned = new Set<number>();
  for (const { from, to } of candidates) for (let index = from; index < to; index += 1) owned.add(index);
  const isContent = (index: number) => !isTaken(index) && !owned.has(index) && hasLetters(words[index]);
  const first = words.findIndex((_, index) => isContent(index));
  const dates = candidates.filter(({ kind }) => kind === "when");
  return {
    isContent,
    first: first < 0 ? words.length : first,
    last: words.findLastIndex((_, index) => isContent(index)),
    byStart: new Set(dates.map(({ core }) => core)),
    byEnd: new Set(dates.map(({ to }) => to)),
  };
}

function neighboursOf({ from, to, core, reader }: Candidate, layout: Layout): Neighbours {
  const { words, between } = reader;
  const [before, after] = [words[from - 1], words[to]];
  // The apostrophe of "the girls' 5pm" and the full stop of "Mr." are part of the word.
  const isWhole = before !== undefined && (/^['’]?$/.test(before.after) || isTitle(before));
  const isOpened = words[from]?.before !== "" || !isWhole || !layout.isContent(from - 1);
  const end = words[to - 1]?.after ?? "";
  const isEnded = end !== "" && !(end === "." && isAbbreviation(reader, to - 1));
  const isClosed = isEnded || after?.before !== "" || !layout.isContent(to);
  const joins = (index: number) => between.has(words[index]?.fold ?? "");
  return {
    previous: isOpened ? null : (before ?? null),
    next: isClosed ? null : (after ?? null),
    isAtStart: layout.first >= from,
    isAtEnd: layout.last < to,
    isJoined: (joins(to) && layout.byStart.has(to + 1)) || (joins(core - 1) && layout.byEnd.has(core - 1)),
  };
}

/** Whether a word is an abbreviated form of address. */
function isTitle({ text, after }: Word): boolean {
  return after === "." && text.length <= 3 && isCapital({ text });
}

function hasLetters(word: Word | undefined): boolean {
  return word !== undefined && /[\p{L}\p{N}]/u.test(word.text);
}
