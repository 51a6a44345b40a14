import { addDays, dayInZone, instantOf, wallClock } from "@docket/schema/day";
import type { ClockTime, Day, TimeZone } from "@docket/schema/day";
import { dayOf } from "../../entities/task/due-choices.ts";

const HOUR_MS = 3_600_000;
const EVENING = "18:00";

/** The settings of a person on which the suggested times depend. */
type SnoozeClock = { timeZone: TimeZone; weekStart: number; dayTime: ClockTime };

export type SnoozeTime = { name: "hour" | "evening" | "morning" | "week"; at: Date };

/** Returns the suggested times until which a notification can be snoozed. In the evening, it does not suggest the evening. */
export function snoozeTimes(now: Date, { timeZone, weekStart, dayTime }: SnoozeClock): SnoozeTime[] {
  const today = dayInZone(now, timeZone);
  const times: SnoozeTime[] = [
    { name: "hour", at: new Date(now.getTime() + HOUR_MS) },
    { name: "evening", at: instantOf(today, EVENING, timeZone) },
    { name: "morning", at: instantOf(addDays(today, 1), dayTime, timeZone) },
    { name: "week", at: instantOf(dayOf("nextWeek", today, weekStart), dayTime, timeZone) },
  ];
  return times.filter(({ at }) => at > now);
}

/** Returns the day and the time of day of an instant. */
export function clockOf(at: Date, timeZone: TimeZone): { date: Day; time: ClockTime } {
  const { day, minutes } = wallClock(at, timeZone);
  const pad = (number: number) => String(number).padStart(2, "0");
  return { date: day, time: `${pad(Math.floor(minutes / 60))}:${pad(Math.floor(minutes % 60))}` };
}
