import type { ClockTime } from "../day.ts";
import type { TimeAction } from "./language.ts";
import { clockAt, clockTime, inHalf, minutesOf } from "./lexicon.ts";
import type { Action } from "./pattern.ts";

/** A time of day. */
export type TimeValue = {
  time: ClockTime;
  /** Whether it is an hour alone, as in "at 5". */
  isHour?: boolean;
  /** Whether it has neither am nor pm, so that a part of the day can change it. */
  isOpen?: boolean;
  /** The length of a range such as "2-4pm". */
  minutes?: number;
  /** Whether it only counts next to a date or a recurrence, such as "noon". */
  isWeak?: boolean;
};

/** Hours before this one are in the afternoon if they have neither am nor pm. */
const FIRST_MORNING_HOUR = 7;

/** What the patterns for times mean. */
export const TIME_ACTIONS: Readonly<Record<TimeAction, Action<TimeValue>>> = {
  clock: ({ clock }) => timeValue(clock),
  halfClock: ({ halfClock }) => timeValue(halfClock, { isOpen: true }),
  hour: ({ hour = 24 }) => asHour(hour * 60),
  hour24: ({ hour = 24, minute }) => timeValue(clockTime(hour % 24, Number(minute ?? 0))),
  meridiem: ({ hour, clock = hour, meridiem = "" }) => timeValue(inHalf(minutesOf(clock), meridiem)),
  fraction: ({ hour = 24 }, _, minutes) => asHour((hour * 60 + Number(minutes) + 1440) % 1440),
  range: ({ range, from, clock = from, until }) => {
    const [start, end] = range?.split("-") ?? [clock, until];
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
export function inPart({ time, isOpen }: TimeValue, part: ClockTime | null): ClockTime {
  if (!isOpen || part === null) return time;
  return clockAt((minutesOf(time) % 720) + (part < "12:00" ? 0 : 720)) ?? time;
}
