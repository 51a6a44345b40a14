import { addDays } from "../day.ts";
import type { When } from "../when.ts";
import type { Moment } from "./candidate.ts";
import { clockOf } from "./candidate.ts";
import type { QuickAddContext } from "./quick-add.ts";

/** Converts what was typed to a date. A time without a day is the next such time. */
export function whenOf(moment: Moment, { today, now, timeZone }: QuickAddContext): When {
  const time = clockOf(moment);
  const { day } = moment;
  if (time === null) return { date: day?.day ?? today };
  const isPast = time < now;
  const zone = { time, timeZone: moment.timeZone ?? timeZone };
  if (day === null) return { date: isPast ? addDays(today, 1) : today, ...zone };
  const isNextWeek = isPast && day.strength === "weekday" && day.day === today;
  return { date: isNextWeek ? addDays(day.day, 7) : day.day, ...zone };
}
