import type { Day } from "../day.ts";
import { addDays, isDay } from "../day.ts";

/** Maximum offset from today, in days. */
const MAX_DISTANCE_DAYS = 3660;

/** A day, either fixed or relative to the reader's today: `2026-12-01`, `today`, `today+7`, `today-1`. */
export type DayPoint = string;

const RELATIVE = /^today(?:([+-])([1-9]\d{0,3}))?$/;

/** Returns whether the string is a day point in its stored form. */
export function isDayPoint(text: string): boolean {
  const match = RELATIVE.exec(text);
  return match ? Number(match[2] ?? 0) <= MAX_DISTANCE_DAYS : isDay(text);
}

/**
 * Resolves a day point.
 *
 * @param today returns the reader's today; called only for a relative point, because computing it is slow
 */
export function dayAt(point: DayPoint, today: () => Day): Day {
  const match = RELATIVE.exec(point);
  return match ? addDays(today(), Number(`${match[1] ?? "+"}${match[2] ?? "0"}`)) : point;
}

const WORDS: Record<string, number> = { today: 0, tomorrow: 1, yesterday: -1 };
const WEEK = 7;

/**
 * Parses a day point as people write it: the stored form, `tomorrow`, `yesterday`, or an offset such as `+7d` or `-2w`.
 *
 * @returns null if the string is not a day point
 */
export function readDayPoint(text: string): DayPoint | null {
  const lower = text.toLowerCase();
  const word = WORDS[lower];
  if (word !== undefined) return daysFromToday(word);
  const distance = /^([+-]\d{1,4})([dw])$/.exec(lower);
  const point = distance ? daysFromToday(Number(distance[1]) * (distance[2] === "w" ? WEEK : 1)) : lower;
  return isDayPoint(point) ? point : null;
}

function daysFromToday(count: number): DayPoint {
  if (count === 0) return "today";
  return count > 0 ? `today+${count}` : `today${count}`;
}

/** Returns the day point one day later or earlier. */
export function shiftDayPoint(point: DayPoint, by: 1 | -1): DayPoint {
  const match = RELATIVE.exec(point);
  return match ? daysFromToday(Number(`${match[1] ?? "+"}${match[2] ?? "0"}`) + by) : addDays(point, by);
}
