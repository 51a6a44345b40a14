import type { ClockTime, Day } from "@docket/schema/day";
import { isDay, isTimeZone, wallClock } from "@docket/schema/day";

/** A date that was understood: a day, a clock time wherever the reader is, or a clock time in a zone. */
export type Due = { on: Day; time: ClockTime | null; zone: string | null };

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:(?:T|\s+(?:at\s+)?)(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads a DATE or DEADLINE cell that is written as ISO 8601: `2026-11-24`, `2026-11-24 17:00`, `2026-11-24T17:00:00Z`,
 * also `2026-11-24 at 17:00`. Words ("every 3 days", "4 Jan") are not read here: which day they mean depends on when
 * they were written.
 *
 * @param text the cell, trimmed
 * @param zone the row's TIMEZONE: the zone of a clock time, and the zone into which an instant is put (UTC without one)
 * @returns null for everything else, also for days that do not exist
 */
export function readDue(text: string, zone: string): Due | null {
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
