import type { ClockTime, Day } from "@docket/schema/day";
import { addDays, clockTimeOf, isDay, isTimeZone, wallClock } from "@docket/schema/day";

/** A parsed date: a day, a time without a zone, or a time in a given zone. */
export type Due = { on: Day; time: ClockTime | null; zone: string | null };

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:(?:T|\s+(?:at\s+)?)(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads a DATE or DEADLINE value in ISO 8601 format: `2026-11-24`, `2026-11-24 17:00`, `2026-11-24T17:00:00Z`, and also
 * `2026-11-24 at 17:00`. Dates in words ("every 3 days", "4 Jan") are not read, because their meaning depends on when
 * they were written. Dates in spreadsheet formats are read if they are unambiguous.
 *
 * @param text the trimmed value
 * @param zone the row's TIMEZONE: the zone of a time without an offset, and the zone to which an instant is converted
 *   (UTC if empty)
 * @returns null for everything else, including days that do not exist
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

/** `24.11.2026`, `24/11/2026`, `11/24/2026`: the order of day and month depends on the country. */
const PARTS = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/;
/**
 * Number of days since 30 December 1899, as spreadsheets store dates. Limited to the years 1954 to 2119, so that other
 * numbers are not read as dates.
 */
const SERIAL = /^[2-7]\d{4}$/;

/** Returns whether a text looks like a date written by a spreadsheet, even if the date is ambiguous or invalid. */
export function isSpreadsheetDay(text: string): boolean {
  return PARTS.test(text) || SERIAL.test(text);
}

/** Returns the day of a date written by a spreadsheet. Returns null if the date is ambiguous or invalid. */
function readSpreadsheetDay(text: string): Day | null {
  if (SERIAL.test(text)) return addDays("1899-12-30", Number(text));
  const [, first = "", separator, second = "", year] = PARTS.exec(text) ?? [];
  const day = (month: string, dayOfMonth: string) => `${year}-${month.padStart(2, "0")}-${dayOfMonth.padStart(2, "0")}`;
  // With dots, the day comes first in every country.
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
 * Converts a DURATION and its DURATION_UNIT to minutes; a day has 24 hours. Returns null for anything but a number of
 * minutes, hours or days between one minute and one year.
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
  return { on: day, time: clockTimeOf(minutes), zone };
}

function withColon(offset: string): string {
  if (offset.toUpperCase() === "Z") return "Z";
  return offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}
