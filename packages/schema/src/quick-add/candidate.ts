import type { Rule } from "../recurrence/rule.ts";
import type { LineReader } from "./reader.ts";
import { readPattern } from "./reader.ts";
import type { Moment, RecurrenceValue } from "./values.ts";

/**
 * Words that may be a token; `time`: a time without a day. `from` and `to` are indexes of words; `core` is the first
 * one after prepositions.
 */
export type Candidate = { from: number; core: number; to: number; reader: LineReader } & (
  | { kind: "due"; value: Moment }
  | { kind: "time"; value: Moment }
  | { kind: "start"; value: Moment }
  | { kind: "duration"; value: number }
  | { kind: "recurrence"; value: RecurrenceValue & { rule: Rule } }
);

/** Limits the time that a line full of dates takes. What follows the last of them is text. */
const MAX_CANDIDATES = 100;

/** Reads all possible dates, times, durations and recurrences of a line in one language, without overlaps. */
export function candidatesIn(reader: LineReader, isTaken: (index: number) => boolean): Candidate[] {
  const candidates: Candidate[] = [];
  for (let index = 0; index < reader.words.length && candidates.length < MAX_CANDIDATES; index += 1) {
    const isSkipped = isTaken(index) || /[!#@+/{]/.test(reader.at(index).before);
    const candidate = isSkipped ? null : candidateAt(reader, index);
    if (!candidate) continue;
    if (reader.words.slice(index, candidate.to).some((_, offset) => isTaken(index + offset))) continue;
    candidate.from = firstPreposition(candidate, candidates.at(-1)?.to ?? 0, isTaken);
    candidates.push(candidate);
    index = candidate.to - 1;
  }
  return candidates;
}

const KINDS = ["recurrence", "duration", "start", "due"] as const;

function candidateAt(reader: LineReader, index: number): Candidate | null {
  for (const kind of KINDS) {
    const read = readPattern(reader, index, kind);
    if (!read) continue;
    const candidate = { kind, value: read.value, reader, from: index, core: index, to: read.end } as Candidate;
    if (candidate.kind === "due" && !candidate.value.day) return { ...candidate, kind: "time" };
    if (candidate.kind !== "recurrence" || candidate.value.rule) return candidate;
  }
  return null;
}

/** Includes up to two prepositions before a date. */
function firstPreposition(
  { reader, core, kind }: Candidate,
  lowest: number,
  isTaken: (index: number) => boolean,
): number {
  let from = core;
  const least = kind === "due" || kind === "time" ? Math.max(lowest, core - 2) : core;
  while (from > least) {
    const { reading, after } = reader.at(from - 1);
    if (!reading.prepositions || !/^:?$/.test(after) || isTaken(from - 1) || reader.at(from).before !== "") break;
    from -= 1;
  }
  return from;
}
