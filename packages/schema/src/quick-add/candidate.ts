import type { ClockTime, TimeZone } from "../day.ts";
import { isTimeZone } from "../day.ts";
import type { DayValue } from "./day-actions.ts";
import type { LineReader, Read } from "./reader.ts";
import { continues, readDay, readLength, readPattern, readTime } from "./reader.ts";
import type { RepeatValue } from "./repeat-actions.ts";
import { LIMIT_ACTIONS, REPEAT_ACTIONS, withoutWeekdays } from "./repeat-actions.ts";
import type { TimeValue } from "./time-actions.ts";
import { inPart } from "./time-actions.ts";
import { isCapital } from "./word.ts";

/** A day, a time, or both. */
export type Moment = {
  day: DayValue | null;
  time: TimeValue | null;
  /** The part of the day, as its time. */
  part?: ClockTime | null;
  /** A zone typed after the time. */
  timeZone?: TimeZone | undefined;
};

/** Words that may be a token. `from` and `to` are indexes of words; `core` is the first one after prepositions. */
export type Candidate = { from: number; core: number; to: number; reader: LineReader } & (
  | { kind: "due" | "start"; value: Moment }
  | { kind: "duration"; value: number }
  | { kind: "recurrence"; value: RepeatValue }
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
    let isFree = true;
    for (let at = index; at < candidate.to; at += 1) isFree &&= !isTaken(at);
    if (!isFree) continue;
    candidate.from = firstPreposition(candidate, candidates.at(-1)?.to ?? 0, isTaken);
    candidates.push(candidate);
    index = candidate.to - 1;
  }
  return candidates;
}

function candidateAt(reader: LineReader, index: number): Candidate | null {
  const { lasting, starting } = reader.at(index).reading;
  const placed = (end: number) => ({ from: index, core: index, to: end, reader });
  const repeat = readRepeat(reader, index);
  if (repeat) return { ...placed(repeat.end), kind: "recurrence", value: repeat.value };
  const length = lasting ? readNext(reader, index + 1, readLength) : null;
  if (length) return { ...placed(length.end), kind: "duration", value: length.value };
  if (starting) {
    let at = index + 1;
    while (reader.at(at).reading.prepositions && continues(reader, at)) at += 1;
    const start = readNext(reader, at, readMoment);
    if (start?.value.day) return { ...placed(start.end), kind: "start", value: start.value };
  }
  const moment = readMoment(reader, index);
  return moment && { ...placed(moment.end), kind: "due", value: moment.value };
}

function readNext<Value>(
  reader: LineReader,
  index: number,
  read: (reader: LineReader, index: number) => Read<Value> | null,
): Read<Value> | null {
  return continues(reader, index) ? read(reader, index) : null;
}

/** Includes up to two prepositions before a date. */
function firstPreposition(
  { reader, core, kind }: Candidate,
  lowest: number,
  isTaken: (index: number) => boolean,
): number {
  let from = core;
  const least = kind === "due" ? Math.max(lowest, core - 2) : core;
  while (from > least) {
    const { reading, after } = reader.at(from - 1);
    if (!reading.prepositions || !/^:?$/.test(after) || isTaken(from - 1) || reader.at(from).before !== "") break;
    from -= 1;
  }
  return from;
}

/** Reads a day and a time in either order. */
export function readMoment(reader: LineReader, index: number): Read<Moment> | null {
  const day = readDay(reader, index);
  if (day?.value.time) return { value: { day: day.value, time: day.value.time }, end: day.end };
  const part = day && readPart(reader, index, day.end);
  const time = part ? readNext(reader, part.end, readTime) : readTime(reader, index);
  if (!time) return day && part && { value: { day: day.value, time: null, part: part.value }, end: part.end };
  const zone = readZone(reader, time.end);
  const moment = { time: time.value, timeZone: zone.value };
  if (day) return { value: { ...moment, day: day.value, part: part?.value ?? null }, end: zone.end };
  const at = zone.end + (continues(reader, zone.end) && reader.at(zone.end).reading.prepositions ? 1 : 0);
  const later = readNext(reader, at, readDay);
  if (!later || later.value.time) return { value: { ...moment, day: null }, end: zone.end };
  const laterPart = readPart(reader, at, later.end);
  return { value: { ...moment, day: later.value, part: laterPart.value }, end: laterPart.end };
}

/**
 * Reads the part of the day after, or within, a day: "friday evening", "this evening", "Freitagabend".
 *
 * @param start index of the first word of the day
 * @param end index of the word after it
 */
function readPart(reader: LineReader, start: number, end: number): Read<ClockTime | null> {
  const { part, dayPart = end - start > 1 ? part : undefined } = reader.at(end - 1).reading;
  if (dayPart) return { value: dayPart, end };
  const { part: next, laterPart = null } = reader.at(end).reading;
  const value = continues(reader, end) ? (next ?? laterPart) : null;
  return { value, end: value ? end + 1 : end };
}

/** Reads a zone after a time: "UTC" or the name of a place such as "Europe/Berlin". */
function readZone(reader: LineReader, index: number): Read<TimeZone | undefined> {
  const { text } = reader.at(index);
  const isZone = continues(reader, index) && (text === "UTC" || (/^[A-Z]\w+\/[A-Z]/.test(text) && isTimeZone(text)));
  return isZone ? { value: text, end: index + 1 } : { value: undefined, end: index };
}

/** Returns the clock time of a moment; null if it is a day only. */
export function clockOf({ time, part = null }: Moment): ClockTime | null {
  return time === null ? part : inPart(time, part);
}

const MAX_LIMITS = 5;

/** Reads a recurrence with its time and limits, in any order. */
function readRepeat(reader: LineReader, index: number): Read<RepeatValue> | null {
  const repeat = readPattern(reader, index, reader.repeats, REPEAT_ACTIONS);
  if (!repeat) return null;
  const fromCompletion = [index, index + 1].some((at) => reader.at(at).after === "!" && reader.at(at).reading.every);
  const value: RepeatValue = { ...repeat.value, fromCompletion };
  let { end } = repeat;
  const { dayPart } = reader.at(end - 1).reading;
  const next = reader.at(end);
  // "morgen" is a day there unless it is a noun.
  const { part = isCapital(next) ? next.reading.laterPart : undefined } = next.reading;
  if (dayPart) value.time = dayPart;
  else if (part && continues(reader, end)) {
    value.time = part;
    end += 1;
  }
  for (let tries = 0; tries < MAX_LIMITS; tries += 1) {
    const time = readNext(reader, end, readTime);
    const limit = time ?? (continues(reader, end) ? readPattern(reader, end, reader.limits, LIMIT_ACTIONS) : null);
    if (!limit) break;
    if (time) value.time = inPart(time.value, value.time ?? null);
    else Object.assign(value, limit.value);
    end = limit.end;
  }
  const rule = value.except ? withoutWeekdays(value.rule, value.except) : value.rule;
  return rule && { value: { ...value, rule }, end };
}
