import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { When } from "@docket/schema/when";

const PARTS = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
const THIS_YEAR = new Intl.DateTimeFormat("en", PARTS);
const OTHER_YEAR = new Intl.DateTimeFormat("en", { ...PARTS, year: "numeric" });

/** A day as people write it. It is formatted as that day, whatever zone one is in; the year only where it is another one. */
export function formatDay(day: Day, today: Day): string {
  const format = day.slice(0, 4) === today.slice(0, 4) ? THIS_YEAR : OTHER_YEAR;
  // Midnight UTC formatted in UTC: the calendar day goes in and comes out.
  return format.format(new Date(`${day}T00:00:00Z`));
}

/**
 * A day, and its time where it has one, as people say it: the days around today by their names, a zone only where it is not
 * the viewer's own.
 */
export function formatWhen(when: When, viewer: { today: Day; timeZone: string }): string {
  const { today, timeZone } = viewer;
  const names = new Map([
    [addDays(today, -1), "Yesterday"],
    [today, "Today"],
    [addDays(today, 1), "Tomorrow"],
  ]);
  const day = names.get(when.date) ?? formatDay(when.date, today);
  if (when.time === undefined) return day;
  const isElsewhere = when.timeZone !== undefined && when.timeZone !== timeZone;
  return isElsewhere ? `${day}, ${when.time} (${when.timeZone})` : `${day}, ${when.time}`;
}
