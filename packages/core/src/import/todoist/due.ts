import type { ClockTime, Day } from "@docket/schema/day";
import { addDays, isDay, isTimeZone, wallClock } from "@docket/schema/day";

/** A date that was understood: a day, a clock time wherever the reader is, or a clock time in a zone. */
export type Due = { on: Day; time: ClockTime | null; zone: string | null };

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:(?:T|\s+(?:at\s+)?)(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads a DATE or DEADLINE cell that is written as ISO 8601: `2026-11-24`, `2026-11-24 17:00`, `2026-11-24T17:00:00Z`,
 * also `2026-11-24 at 17:00`. Words ("every 3 days", "4 Jan") are not read here: which day they mean depends on when
 * they were written. Days as spreadsheets write them count where they can mean one day only.
 *
 * @param text the cell, trimmed
 * @param zone the row's TIMEZONE: the zone of a clock time, and the zone into which an instant is put (UTC without one)
 * @returns null for everything else, also for days that do not exist
 */
export function readDue(text: string, zone: string): Due | null {
  const spreadsheetDay = readSpreadsheetDay(text);
  if (spreadsheetDay !== null) return { on: spreadsheetDay, time: null, zone: null };
  const match = ISO.exec(text);
  const [day = "", time, offset] = match?.slice(1) ?? [];
  if (!isDay(day)) return null;
  if (time === undefined) return { on: day, time: null, zone: null };
  const clock = time.padStart(5, "0");
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return null;
  const knownZone = isTimeZone(zone) ? zone : null;
  if (offset === undefined) return { on: day, time: clock, zone: knownZone };
  return inZone(`${day}T${clock}:00${withColon(offset)}`, knownZone ?? "UTC");
}

/** `24.11.2026`, `24/11/2026`, `11/24/2026`: day and month in the order of somebody's country. */
const PARTS = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/;
/** Days since 30 December 1899, which is what a spreadsheet stores: from 1954 to 2119, so that no other number is taken for one. */
const SERIAL = /^[2-7]\d{4}$/;

/** Whether a text looks like a day that a spreadsheet wrote, be it one that can be read or not. */
export function isSpreadsheetDay(text: string): boolean {
  return PARTS.test(text) || SERIAL.test(text);
}

/** The day that such a text means; null where it can mean two, or none. */
function readSpreadsheetDay(text: string): Day | null {
  if (SERIAL.test(text)) return addDays("1899-12-30", Number(text));
  const [, first = "", separator, second = "", year] = PARTS.exec(text) ?? [];
  const day = (month: string, dayOfMonth: string) => `${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`;
  // With dots, the day comes first everywhere.
  const readings = separator === "." ? [day(second, first)] : [day(second, first), day(first, second)];
  const days = [...new Set(readings.filter(isDay))];
  return days.length === 1 ? (days[0] ?? null) : null;
}

const MINUTES_IN = new Map([
  ["", 1],
  ["minute", 1],
  ["minutes", 1],
  ["hour", 60],
  ["hours", 60],
  ["day", 1440],
  ["days", 1440],
]);

/**
 * Minutes of a DURATION and DURATION_UNIT pair; a day counts 24 hours. Null when it is not a number of minutes, hours or
 * days between a minute and a year.
 */
export function readDuration(amount: string, unit: string): number | null {
  const factor = MINUTES_IN.get(unit.toLowerCase());
  if (factor === undefined || !/^\d{1,6}$/.test(amount)) return null;
  const minutes = Number(amount) * factor;
  return minutes >= 1 && minutes <= 525_600 ? minutes : null;
}

function inZone(instant: string, zone: string): Due | null {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return null;
  const { day, minutes } = wallClock(date, zone);
  if (!isDay(day)) return null;
  const time = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return { on: day, time, zone };
}

function withColon(offset: string): string {
  if (offset.toUpperCase() === "Z") return "Z";
  return offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}
