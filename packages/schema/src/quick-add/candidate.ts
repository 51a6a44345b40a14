import type { ClockTime, Day, TimeZone } from "../day.ts";
import { dayNumber, isTimeZone, weekdayOf } from "../day.ts";
import type { DayValue } from "./day-actions.ts";
import { nextDate, onOrAfter } from "./day-actions.ts";
import { matchesAt, continues } from "./pattern.ts";
import type { LineReader, Read } from "./reader.ts";
import { readDay, readLength, readTime } from "./reader.ts";
import type { RepeatValue } from "./repeat-actions.ts";
import { REPEAT_ACTIONS } from "./repeat-actions.ts";
import type { TimeValue } from "./time-actions.ts";
import { inPart } from "./time-actions.ts";
import { isCapital } from "./word.ts";

/** A day, a time, or both. */
export type Moment = {
  day: DayValue | null;
  time: TimeValue | null;
  /** The part of the day, as its time. */
  part: ClockTime | null;
  /** A zone typed after the time; undefined means that of the user. */
  timeZone: TimeZone | undefined;
};

/** Words that may be a token. `from` and `to` are indexes of words; `core` is the first one after prepositions. */
export type Candidate = {
  from: number;
  core: number;
  to: number;
  reader: LineReader;
} & (
  | { kind: "when"; moment: Moment }
  | { kind: "start"; moment: Moment }
  | { kind: "duration"; minutes: number }
  | { kind: "recurrence"; repeat: RepeatValue }
);

/** Limits the time that a line full of dates takes. What follows the last of them is text. */
const MAX_CANDIDATES = 100;

/** Reads all possible dates, times, durations and recurrences of a line in one language, without overlaps. */
export function candidatesIn(reader: LineReader, isTaken: (index: number) => boolean): Candidate[] {
  const candidates: Candidate[] = [];
  let index = 0;
  while (index < reader.words.length && candidates.length < MAX_CANDIDATES) {
    const word = reader.words[index];
    const isSkipped = word === undefined || word.isPlain || isTaken(index) || /[!#@+/{]/.test(word.before);
    const candidate = isSkipped ? null : candidateAt(reader, index);
    const hasTaken = candidate !== null && hasTakenWord(candidate, isTaken);
    if (candidate !== null && !hasTaken) {
      candidate.from = firstPreposition(candidate, candidates.at(-1)?.to ?? 0, isTaken);
      candidates.push(candidate);
    }
    index = candidate === null || hasTaken ? index + 1 : candidate.to;
  }
  return candidates;
}

function hasTakenWord({ core, to }: Candidate, isTaken: (index: number) => boolean): boolean {
  for (let index = core; index < to; index += 1) if (isTaken(index)) return true;
  return false;
}

function candidateAt(reader: LineReader, index: number): Candidate | null {
  const base = { from: index, core: index, reader };
  const repeat = readRepeat(reader, index);
  if (repeat) return { ...base, to: repeat.end, kind: "recurrence", repeat: repeat.value };
  const fold = reader.words[index]?.fold ?? "";
  if (reader.sets.lasting.has(fold)) {
    const length = continues(reader, index + 1) ? readLength(reader, index + 1) : null;
    if (length) return { ...base, to: length.end, kind: "duration", minutes: length.value };
  }
  if (reader.sets.starting.has(fold)) {
    let at = index + 1;
    while (reader.sets.prepositions.has(reader.words[at]?.fold ?? "") && continues(reader, at)) at += 1;
    const moment = continues(reader, at) ? readMoment(reader, at) : null;
    if (moment?.value.day) return { ...base, to: moment.end, kind: "start", moment: moment.value };
  }
  const moment = readMoment(reader, index);
  return moment && { ...base, to: moment.end, kind: "when", moment: moment.value };
}

/** Includes up to two prepositions before a date. */
function firstPreposition(candidate: Candidate, lowest: number, isTaken: (index: number) => boolean): number {
  const { reader, core, kind } = candidate;
  if (kind !== "when") return core;
  let from = core;
  while (from > lowest && core - from < 2) {
    const word = reader.words[from - 1];
    const isPreposition = word !== undefined && reader.sets.prepositions.has(word.fold) && !word.isPlain;
    if (!isPreposition || !/^:?$/.test(word.after) || isTaken(from - 1) || reader.words[from]?.before !== "") break;
    from -= 1;
  }
  return from;
}

/** Reads a day and a time in either order. */
export function readMoment(reader: LineReader, index: number): Read<Moment> | null {
  const day = readDay(reader, index);
  if (day) return readAfterDay(reader, index, day);
  const time = readTime(reader, index);
  if (time === null) return null;
  const zone = readZone(reader, time.end);
  let end = zone.end;
  let at = end;
  if (continues(reader, at) && reader.sets.prepositions.has(reader.words[at]?.fold ?? "")) at += 1;
  const later = continues(reader, at) ? readDay(reader, at) : null;
  let part: ClockTime | null = null;
  if (later && later.value.time === null) {
    const partAfter = readPart(reader, at, later.end);
    part = partAfter.value;
    end = partAfter.end;
  }
  const value = later?.value.time === null ? later.value : null;
  return { value: { day: value, time: time.value, part, timeZone: zone.value }, end };
}

function readAfterDay(reader: LineReader, start: number, day: Read<DayValue>): Read<Moment> {
  if (day.value.time !== null) {
    const time = { time: day.value.time, isHour: false, isOpen: false, minutes: null, isWeak: false };
    return { value: { day: day.value, time, part: null, timeZone: undefined }, end: day.end };
  }
  const part = readPart(reader, start, day.end);
  const time = continues(reader, part.end) ? readTime(reader, part.end) : null;
  const zone = time ? readZone(reader, time.end) : null;
  const value = { day: day.value, time: time?.value ?? null, part: part.value, timeZone: zone?.value };
  return { value, end: zone?.end ?? part.end };
}

/**
 * Reads the part of the day after, or within, a day: "friday evening", "this evening", "Freitagabend".
 *
 * @param start index of the first word of the day
 * @param end index of the word after it
 */
function readPart(reader: LineReader, start: number, end: number): Read<ClockTime | null> {
  const last = reader.readings[end - 1];
  const within = last?.dayPart ?? (end - start > 1 ? last?.part : undefined);
  if (within !== undefined) return { value: within, end };
  const next = continues(reader, end) ? reader.readings[end] : undefined;
  const after = next?.part ?? next?.laterPart;
  return after === undefined ? { value: null, end } : { value: after, end: end + 1 };
}

/** Reads the part of the day after the days of a recurrence. "morgen" is a day there unless it is a noun. */
function readRepeatPart(reader: LineReader, end: number): Read<ClockTime> | null {
  const within = reader.readings[end - 1]?.dayPart;
  if (within !== undefined) return { value: within, end };
  const word = reader.words[end];
  const part = reader.readings[end]?.part ?? (word && isCapital(word) ? reader.readings[end]?.laterPart : undefined);
  return part === undefined || !continues(reader, end) ? null : { value: part, end: end + 1 };
}

/** Reads a zone after a time: "UTC" or the name of a place such as "Europe/Berlin". */
function readZone(reader: LineReader, index: number): Read<TimeZone | undefined> {
  const text = continues(reader, index) ? (reader.words[index]?.text ?? "") : "";
  const isZone = text === "UTC" || (/^[A-Z]\w+\/[A-Z]/.test(text) && isTimeZone(text));
  return isZone ? { value: text, end: index + 1 } : { value: undefined, end: index };
}

/** Returns the clock time of a moment; null if it is a day only. */
export function clockOf({ time, part }: Moment): ClockTime | null {
  return time === null ? part : inPart(time, part);
}

const MAX_LIMITS = 5;

/** Reads a recurrence with its time and limits, in any order. */
function readRepeat(reader: LineReader, index: number): Read<RepeatValue> | null {
  for (const { action, parameter, values, end } of matchesAt(reader.repeats, reader, index)) {
    const found = REPEAT_ACTIONS[action](values, parameter);
    if (found === null) continue;
    const bangs = reader.words
      .slice(index, index + 2)
      .some((word, offset) => isBang(reader, index + offset, word.after));
    const rule = { ...found.rule, weekStart: reader.context.weekStart };
    const isAdverb = action === "adverb";
    const value: RepeatValue = {
      rule,
      fromCompletion: bangs,
      time: found.time ?? null,
      from: null,
      lasts: null,
      isAdverb,
    };
    return { value, end: readLimits(reader, end, value) };
  }
  return null;
}

function isBang({ readings }: LineReader, index: number, after: string): boolean {
  return after === "!" && readings[index]?.every !== undefined;
}

function readLimits(reader: LineReader, start: number, repeat: RepeatValue): number {
  const within = readRepeatPart(reader, start);
  if (within) repeat.time = within.value;
  let end = within?.end ?? start;
  for (let tries = 0; tries < MAX_LIMITS && continues(reader, end); tries += 1) {
    const time = readTime(reader, end);
    if (time) {
      repeat.time = inPart(time.value, repeat.time);
      end = time.end;
      continue;
    }
    const limit = matchesAt(reader.limits, reader, end).find((match) => applyLimit(reader, match, repeat));
    if (limit === undefined) break;
    end = limit.end;
  }
  return end;
}

/** Applies a limit to a recurrence. Returns false if it is none. */
function applyLimit(
  { context }: LineReader,
  {
    action,
    values,
  }: ReturnType<typeof matchesAt<"from" | "fromMonth" | "until" | "untilMonth" | "length" | "count">>[number],
  repeat: RepeatValue,
): boolean {
  const day = (values.day as DayValue | undefined)?.day ?? firstOf(values.month, context.today);
  const isLength = action === "length" && values.unit !== "hour" && values.unit !== "minute";
  if (action === "from" || action === "fromMonth") repeat.from = day;
  else if (action === "until" || action === "untilMonth")
    repeat.rule = { ...repeat.rule, until: notBefore(day, repeat.from), count: null };
  else if (action === "count") repeat.rule = { ...repeat.rule, count: values.n ?? null, until: null };
  else if (isLength) repeat.lasts = { n: (values.n ?? 1) * (values.factor ?? 1), unit: values.unit ?? "day" };
  else return false;
  return true;
}

/** "From Monday until Friday" ends on the Friday after that Monday. */
function notBefore(day: Day | null, from: Day | null): Day | null {
  if (day === null || from === null || day >= from) return day;
  const weekday = onOrAfter(from, weekdayOf(day));
  return dayNumber(from) - dayNumber(day) <= 7 ? weekday : day;
}

/** Returns the first day of the next month of that name. */
function firstOf(month: number | undefined, today: Day): Day | null {
  return month === undefined ? null : nextDate({ year: null, month, date: 1 }, today);
}
