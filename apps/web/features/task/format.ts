import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { When } from "@docket/schema/when";

/** Who reads a date: their language, their day now and their zone. */
export type Reader = {
  locale: string;
  today: Day;
  timeZone: string;
  /** The days around today in the reader's language. */
  names: { yesterday: string; today: string; tomorrow: string };
};

const PARTS = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A formatter is slow to make and is used for every row. */
function formatFor(locale: string, withYear: boolean): Intl.DateTimeFormat {
  const key = `${locale} ${withYear}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, withYear ? { ...PARTS, year: "numeric" } : PARTS);
  formats.set(key, format);
  return format;
}

/** A day as people write it. It is formatted as that day, whatever zone one is in; the year only where it is another one. */
export function formatDay(day: Day, { locale, today }: Pick<Reader, "locale" | "today">): string {
  // Midnight UTC formatted in UTC: the calendar day goes in and comes out.
  return formatFor(locale, day.slice(0, 4) !== today.slice(0, 4)).format(new Date(`${day}T00:00:00Z`));
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
  return isElsewhere ? `${day}, ${when.time} (${when.timeZone})` : `${day}, ${when.time}`;
}
