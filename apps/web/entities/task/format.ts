import { addDays, utcMidnight } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { When } from "@docket/schema/when";
import { isWithinDays } from "@docket/schema/within-days";
import { TIME_FORMAT, withPlainSpaces } from "../../ui/clock.ts";

/** Language, current day and time zone of the user for whom dates are formatted. */
export type Reader = {
  locale: string;
  today: Day;
  timeZone: string;
  /** Names of the days around today in the reader's language. */
  names: { yesterday: string; today: string; tomorrow: string };
};

const PARTS = {
  day: { weekday: "short", day: "numeric", month: "short" },
  dayOfYear: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  fullDay: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  weekday: { weekday: "short" },
  fullWeekday: { weekday: "long" },
  time: TIME_FORMAT,
} as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns a cached formatter, because creating one is slow and every row needs one. */
function formatFor(locale: string, parts: keyof typeof PARTS): Intl.DateTimeFormat {
  const key = `${locale} ${parts}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, { ...PARTS[parts], timeZone: "UTC" });
  formats.set(key, format);
  return format;
}

/** Formats a full date, a month or a weekday. The result does not depend on the time zone. */
export function formatDayAs(parts: Exclude<keyof typeof PARTS, "time">, day: Day, locale: string): string {
  return formatFor(locale, parts).format(utcMidnight(day));
}

/**
 * Formats a time of day with a 12- or 24-hour clock, depending on the locale.
 *
 * @param time as `HH:MM`
 */
export function formatTime(time: string, locale: string): string {
  return withPlainSpaces(formatFor(locale, "time").format(new Date(`1970-01-01T${time}Z`)));
}

/** Formats a day briefly, with the year only if it is not the current one. */
export function formatDay(day: Day, { locale, today }: Pick<Reader, "locale" | "today">): string {
  return formatDayAs(day.slice(0, 4) === today.slice(0, 4) ? "day" : "dayOfYear", day, locale);
}

/**
 * Formats a date and, if it has one, its time. Uses names for the days around today, and shows the time zone only if it
 * differs from the reader's.
 */
export function formatWhen(when: When, reader: Reader): string {
  const { today, names } = reader;
  const named = new Map([
    [addDays(today, -1), names.yesterday],
    [today, names.today],
    [addDays(today, 1), names.tomorrow],
  ]);
  const day = named.get(when.date) ?? formatDay(when.date, reader);
  return when.time === undefined ? day : `${day}, ${formatTimeOf(when, when.time, reader)}`;
}

/**
 * Formats a date under a heading that names a day: only its time if it is on that day, null if it has none.
 *
 * @param day the day in the heading; undefined if there is none
 */
export function formatWhenOnDay(when: When, day: Day | undefined, reader: Reader): string | null {
  if (day === undefined || !isWithinDays(when, { from: day, to: day }, reader.timeZone))
    return formatWhen(when, reader);
  return when.time === undefined ? null : formatTimeOf(when, when.time, reader);
}

/** Formats the time of a date, with its zone if it differs from the reader's. */
function formatTimeOf({ timeZone }: When, time: string, reader: Reader): string {
  const text = formatTime(time, reader.locale);
  return timeZone === undefined || timeZone === reader.timeZone ? text : `${text} (${timeZone})`;
}
