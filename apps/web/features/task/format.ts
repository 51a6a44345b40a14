import type { When } from "@docket/schema/when";

const DAY = new Intl.DateTimeFormat("en", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** A day, and its time where it has one, as people write it. The day is formatted as that day, whatever zone one is in. */
export function formatWhen(when: When): string {
  // Midnight UTC formatted in UTC: the calendar day goes in and comes out.
  const day = DAY.format(new Date(`${when.date}T00:00:00Z`));
  if (when.time === undefined) return day;
  return when.timeZone === undefined ? `${day}, ${when.time}` : `${day}, ${when.time} (${when.timeZone})`;
}
