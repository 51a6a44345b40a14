import type { ClockTime } from "../day.ts";
import { addDays } from "../day.ts";
import type { When } from "../when.ts";
import type { QuickAddContext } from "./quick-add.ts";
import { inPart } from "./time-actions.ts";
import type { Moment } from "./values.ts";

/** Returns the clock time of a moment; null if it is a day only. */
export function clockOf({ time, part }: Moment): ClockTime | null {
  return (time ? inPart(time, part) : part) ?? null;
}

/** Converts what was typed to a date. A time without a day is the next such time, unless the context has a day for it. */
export function whenOf(moment: Moment, { today, day: given, now, timeZone }: QuickAddContext): When {
  const time = clockOf(moment);
  const { day = given ?? today, strength } = moment.day ?? { strength: "weekday" };
  if (time === null) return { date: day };
  const isNext = time < now && strength === "weekday" && day === today;
  const date = isNext ? addDays(today, moment.day ? 7 : 1) : day;
  return { date, time, timeZone: moment.timeZone ?? timeZone };
}
