import { addDays, dayInZone, instantOf, wallClock } from "@docket/schema/day";
import type { ClockTime, Day, TimeZone } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import type { When } from "@docket/schema/when";
import { clockTimeOf, dayOfWhen, timeOfWhen } from "@docket/schema/when-day";
import { putAtTime } from "@docket/schema/when-time";

// Positions in a day are minutes of the viewer's wall clock, so that all days of a week share one scale.

/** Length of the scale of a day. */
export const DAY_MINUTES = 1440;
/** Drags and keys change times and durations in steps of this length. */
export const STEP_MINUTES = 15;
/** The length with which a task without a duration is shown, which is also the shortest one. */
export const MIN_SHOWN_MINUTES = 30;
const MINUTE_MS = 60_000;

/** A part of a day, in minutes of the wall clock from its beginning. */
export type TimeSpan = { start: number; end: number };

/** The part of a task that is on one day, which may be its first part, its last one, or both. */
export type DayPart = TimeSpan & { isFirst: boolean; isLast: boolean };

/**
 * Returns the part of a day that a task takes; null if it takes none. Across a clock change, the end is where the wall
 * clock is after the task's duration.
 */
export function partOn({ due, durationMinutes }: ListedTask, day: Day, timeZone: TimeZone): DayPart | null {
  if (due?.time === undefined) return null;
  const begin = instantOf(dayOfWhen(due, timeZone), timeOfWhen(due, timeZone) ?? due.time, timeZone);
  const end = new Date(begin.getTime() + (durationMinutes ?? 0) * MINUTE_MS);
  const [dayBegin, dayEnd] = [day, addDays(day, 1)].map((other) => instantOf(other, "00:00", timeZone));
  if (dayBegin === undefined || dayEnd === undefined || begin >= dayEnd) return null;
  const isFirst = begin >= dayBegin;
  if (!isFirst && end <= dayBegin) return null;
  const start = wallClock(isFirst ? begin : dayBegin, timeZone).minutes;
  const isEnding = end < dayEnd;
  return {
    start,
    end: isEnding ? Math.max(start, wallClock(end, timeZone).minutes) : DAY_MINUTES,
    isFirst,
    isLast: end <= dayEnd,
  };
}

/**
 * Returns the days that a task covers within a range, in order: the day on which it is due and, if it has a time, those
 * that its duration reaches.
 *
 * @param range both days are included
 */
export function coveredDays(
  { due, durationMinutes }: Pick<ListedTask, "due" | "durationMinutes">,
  { from, to }: { from: Day; to: Day },
  timeZone: TimeZone,
): Day[] {
  if (due === null) return [];
  const first = dayOfWhen(due, timeZone);
  const last = due.time !== undefined && durationMinutes ? lastDayOf(due, durationMinutes, timeZone) : first;
  const days: Day[] = [];
  for (let day = first > from ? first : from; day <= last && day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Returns the day on which a task ends. One that ends at midnight ends on the day before it. */
function lastDayOf(due: When, durationMinutes: number, timeZone: TimeZone): Day {
  const begin = instantOf(dayOfWhen(due, timeZone), timeOfWhen(due, timeZone) ?? "00:00", timeZone);
  return dayInZone(new Date(begin.getTime() + durationMinutes * MINUTE_MS - 1), timeZone);
}

/**
 * Returns the parts of tasks on each of the given days, which are consecutive, in the order of the tasks. A task that
 * lasts several days has a part on each of them.
 */
export function partsByDay(
  tasks: readonly ListedTask[],
  days: readonly Day[],
  timeZone: TimeZone,
): Map<Day, { task: ListedTask; part: DayPart }[]> {
  const byDay = new Map(days.map((day) => [day, [] as { task: ListedTask; part: DayPart }[]]));
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return byDay;
  for (const task of tasks) {
    for (const day of coveredDays(task, { from, to }, timeZone)) {
      const part = partOn(task, day, timeZone);
      if (part) byDay.get(day)?.push({ task, part });
    }
  }
  return byDay;
}

/** Returns the part of its first day that a task takes; null if it has no time. */
export function spanOf(task: ListedTask, timeZone: TimeZone): TimeSpan | null {
  const part = task.due && partOn(task, dayOfWhen(task.due, timeZone), timeZone);
  return part && { start: part.start, end: part.end };
}

/** Returns when a task begins and, if it has a duration, when it ends; null if it has no time. */
export function clockTimesOf(
  { due, durationMinutes }: Pick<ListedTask, "due" | "durationMinutes">,
  timeZone: TimeZone,
): { day: Day; time: ClockTime }[] | null {
  if (due?.time === undefined) return null;
  const begin = instantOf(dayOfWhen(due, timeZone), timeOfWhen(due, timeZone) ?? due.time, timeZone);
  const instants = durationMinutes ? [begin, new Date(begin.getTime() + durationMinutes * MINUTE_MS)] : [begin];
  return instants.map((instant) => {
    const { day, minutes } = wallClock(instant, timeZone);
    return { day, time: clockTimeOf(minutes) };
  });
}

/** Returns the instant at a minute of a day's wall clock. */
function instantAt(day: Day, minutes: number, timeZone: TimeZone): Date {
  return minutes >= DAY_MINUTES
    ? instantOf(addDays(day, 1), "00:00", timeZone)
    : instantOf(day, clockTimeOf(minutes), timeZone);
}

/** Returns the duration in minutes of a task that ends at a minute of a day's wall clock. */
export function durationUntil(due: When, day: Day, end: number, timeZone: TimeZone): number {
  const begin = instantOf(dayOfWhen(due, timeZone), timeOfWhen(due, timeZone) ?? "00:00", timeZone);
  return Math.max(STEP_MINUTES, (instantAt(day, end, timeZone).getTime() - begin.getTime()) / MINUTE_MS);
}

/** Moves a date that has a time by a number of minutes of the wall clock. */
export function shiftedBy(due: When, by: number, timeZone: TimeZone): When {
  const day = dayOfWhen(due, timeZone);
  const begin = instantOf(day, timeOfWhen(due, timeZone) ?? "00:00", timeZone);
  const shifted = wallClock(begin, timeZone).minutes + by;
  const days = Math.floor(shifted / DAY_MINUTES);
  const at = instantAt(addDays(day, days), shifted - days * DAY_MINUTES, timeZone);
  // In the skipped part of a day, the wall clock would go back to where it was.
  const isStuck = by < 0 && at >= begin;
  const next = wallClock(isStuck ? new Date(begin.getTime() + by * MINUTE_MS) : at, timeZone);
  return putAtTime(due, next.day, clockTimeOf(next.minutes), timeZone);
}

/** A change of the clock within a day: the part of the wall clock that is skipped, or that happens twice. */
export type ClockChange = TimeSpan & { kind: "skipped" | "repeated" };

/** Returns the change of the clock on a day; null on a day of 24 hours. */
export function clockChangeOn(day: Day, timeZone: TimeZone): ClockChange | null {
  const begin = instantOf(day, "00:00", timeZone).getTime();
  const length = (instantOf(addDays(day, 1), "00:00", timeZone).getTime() - begin) / MINUTE_MS;
  if (length === DAY_MINUTES) return null;
  // A zone that crosses the date line skips a whole day.
  if (length === 0) return { kind: "skipped", start: 0, end: DAY_MINUTES };
  const clockAt = (minute: number) => wallClock(new Date(begin + minute * MINUTE_MS), timeZone).minutes;
  // Finds the first minute at which the wall clock no longer agrees with the time since the beginning of the day.
  let [same, changed] = [-1, length - 1];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (clockAt(middle) === middle) same = middle;
    else changed = middle;
  }
  const clock = clockAt(changed);
  return clock > changed
    ? { kind: "skipped", start: changed, end: clock }
    : { kind: "repeated", start: clock, end: changed };
}

/** Returns the step at a position in a day, given as a fraction of its height. */
export function minutesAt(fraction: number): number {
  const steps = Math.round((fraction * DAY_MINUTES) / STEP_MINUTES);
  return Math.min(DAY_MINUTES - STEP_MINUTES, Math.max(0, steps * STEP_MINUTES));
}

/** Returns the span with which a task is drawn, which is long enough for its title and within the day. */
export function drawnSpan({ start, end }: TimeSpan): TimeSpan {
  const top = Math.min(start, DAY_MINUTES - MIN_SHOWN_MINUTES);
  return { start: top, end: Math.max(end, top + MIN_SHOWN_MINUTES) };
}

/** A drawn span and the column in which it is, among those that its overlapping neighbours need. */
export type PlacedSpan<Item> = TimeSpan & { item: Item; column: number; columns: number };

/** Distributes items over columns, so that overlapping ones are side by side. They are returned in reading order. */
export function placeSpans<Item>(items: readonly { item: Item; span: TimeSpan }[]): PlacedSpan<Item>[] {
  const drawn = items
    .map(({ item, span }) => ({ item, ...drawnSpan(span) }))
    .sort((left, right) => left.start - right.start || right.end - left.end);
  const placed: PlacedSpan<Item>[] = [];
  let cluster: PlacedSpan<Item>[] = [];
  let ends: number[] = [];
  for (const one of drawn) {
    if (ends.every((end) => end <= one.start)) [cluster, ends] = [[], []];
    const free = ends.findIndex((end) => end <= one.start);
    const column = free < 0 ? ends.length : free;
    ends[column] = one.end;
    const item = { ...one, column, columns: ends.length };
    cluster.push(item);
    placed.push(item);
    for (const other of cluster) other.columns = ends.length;
  }
  return placed;
}
