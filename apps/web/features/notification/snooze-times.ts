import { addDays, dayInZone, instantOf } from "@docket/schema/day";
import type { ClockTime, TimeZone } from "@docket/schema/day";
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
