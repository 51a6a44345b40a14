import { addDays, addMonths, dayFromParts, partsOf, weekdayOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";

/** Relative dates offered by the date picker, each with its shortcut key. */
export const DUE_CHOICES = [
  { name: "today", key: "d" },
  { name: "tomorrow", key: "t" },
  { name: "weekend", key: "e" },
  { name: "nextWeek", key: "w" },
  { name: "nextMonth", key: "m" },
] as const;

export type DueChoice = (typeof DUE_CHOICES)[number]["name"];

/** Returns the day that a relative date refers to. */
export function dayOf(choice: DueChoice, today: Day, weekStart: number): Day {
  switch (choice) {
    case "today":
      return today;
    case "tomorrow":
      return addDays(today, 1);
    case "weekend":
      return nextWeekday(today, 6);
    case "nextWeek":
      return nextWeekday(today, weekStart);
    case "nextMonth":
      return firstOfNextMonth(today);
  }
}

function nextWeekday(day: Day, weekday: number): Day {
  const ahead = (weekday - weekdayOf(day) + 7) % 7;
  return addDays(day, ahead === 0 ? 7 : ahead);
}

function firstOfNextMonth(day: Day): Day {
  const { year, month } = partsOf(addMonths(day, 1));
  return dayFromParts(year, month, 1);
}
