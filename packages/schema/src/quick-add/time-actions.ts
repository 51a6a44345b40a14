import type { ClockTime } from "../day.ts";
import type { TimeAction } from "./language.ts";
import { clockAt, inHalf, minutesOf } from "./lexicon.ts";
import type { Action, TimeValue } from "./values.ts";

/** Hours before this one are in the afternoon if they have neither am nor pm. */
const FIRST_MORNING_HOUR = 7;

/** What the patterns for times mean. */
export const TIME_ACTIONS: Readonly<Record<TimeAction, Action<TimeValue>>> = {
  clock: ({ clock }) => timeValue(clock),
  halfClock: ({ halfClock }) => timeValue(halfClock, { isOpen: true }),
  hour: ({ hour }) => asHour(hour * 60),
  hour24: ({ hour, minute = 0 }) => timeValue(minute < 60 ? clockAt((hour % 24) * 60 + minute) : null),
  meridiem: ({ hour, clock = hour, meridiem }) => timeValue(inHalf(minutesOf(clock), meridiem)),
  fraction: ({ hour }, _, minutes) => asHour((hour * 60 + Number(minutes) + 1440) % 1440),
  range: ({ from, clock = from, until, range = { start: clock, end: until } }) => {
    const { start, end } = range;
    const minutes = minutesOf(end) - minutesOf(start);
    return minutes > 0 ? timeValue(clockAt(minutesOf(start)), { minutes }) : null;
  },
  part: ({ part, moment = part }, _, weak) => timeValue(moment, { isWeak: weak !== undefined }),
};

/** Returns null if there is no time. */
export function timeValue(time: ClockTime | null | undefined, parts: Omit<TimeValue, "time"> = {}): TimeValue | null {
  return time ? { time, ...parts } : null;
}

function asHour(minutes: number): TimeValue | null {
  const isAfternoon = minutes >= 60 && minutes < FIRST_MORNING_HOUR * 60;
  return timeValue(clockAt(minutes + (isAfternoon ? 720 : 0)), { isHour: true, isOpen: true });
}

/** Resolves a time without am or pm by the part of the day next to it: "tonight at 8". */
export function inPart({ time, isOpen }: TimeValue, part: ClockTime | undefined): ClockTime {
  if (!isOpen || part === undefined) return time;
  return clockAt((minutesOf(time) % 720) + (part < "12:00" ? 0 : 720)) ?? time;
}
