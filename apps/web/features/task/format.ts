import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { When } from "@docket/schema/when";
import { CLOCK, withPlainSpaces } from "../../ui/clock.ts";

/** Who reads a date: their language, their day now and their zone. */
export type Reader = {
  locale: string;
  today: Day;
  timeZone: string;
  /** The days around today in the reader's language. */
  names: { yesterday: string; today: string; tomorrow: string };
};

const PARTS = {
  day: { weekday: "short", day: "numeric", month: "short" },
  dayOfYear: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  fullDay: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  weekday: { weekday: "short" },
  time: CLOCK,
} as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter is slow to make and is used for every row. */
function formatFor(locale: string, parts: keyof typeof PARTS): Intl.DateTimeFormat {
  const key = `${locale} ${parts}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, { ...PARTS[parts], timeZone: "UTC" });
  formats.set(key, format);
  return format;
}

/**
 * Parts of a day as people write them: all of it, its month, or its name in the week. It is formatted as that day, whatever zone
 * one is in.
 */
export function formatDayAs(parts: Exclude<keyof typeof PARTS, "time">, day: Day, locale: string): string {
  // Midnight UTC formatted in UTC: the calendar day goes in and comes out.
  return formatFor(locale, parts).format(new Date(`${day}T00:00:00Z`));
}

/** A time of day as the reader's clock shows it. @param time as `HH:MM` */
export function formatTime(time: string, locale: string): string {
  return withPlainSpaces(formatFor(locale, "time").format(new Date(`1970-01-01T${time}Z`)));
}

/** A day as people write it briefly, with the year only where it is another one. */
export function formatDay(day: Day, { locale, today }: Pick<Reader, "locale" | "today">): string {
  return formatDayAs(day.slice(0, 4) === today.slice(0, 4) ? "day" : "dayOfYear", day, locale);
}

/**
 * A day, and its time where it has one, as people say it: the days around today by their names, a zone only where it is not
 * the reader's own.
 */
export function formatWhen(when: When, reader: Reader): string {
  const { today, timeZone, names } = reader;
  const named = new Map([
    [addDays(today, -1), names.yesterday],
    [today, names.today],
    [addDays(today, 1), names.tomorrow],
  ]);
  const day = named.get(when.date) ?? formatDay(when.date, reader);
  if (when.time === undefined) return day;
  const isElsewhere = when.timeZone !== undefined && when.timeZone !== timeZone;
  const time = formatTime(when.time, reader.locale);
  return isElsewhere ? `${day}, ${time} (${when.timeZone})` : `${day}, ${time}`;
}
