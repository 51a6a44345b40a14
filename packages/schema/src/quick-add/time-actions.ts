import type { ClockTime } from "../day.ts";
import type { TimeAction } from "./language.ts";
import { clockTime, inHalf } from "./lexicon.ts";
import type { Values } from "./pattern.ts";

/** A time of day. */
export type TimeValue = {
  time: ClockTime;
  /** Whether it is an hour alone, as in "at 5". */
  isHour: boolean;
  /** Whether it has neither am nor pm, so that a part of the day can change it. */
  isOpen: boolean;
  /** The length of a range such as "2-4pm". */
  minutes: number | null;
  /** Whether it only counts next to a date or a recurrence, such as "noon". */
  isWeak: boolean;
};

type Action = (values: Values, parameter: string | number | undefined) => TimeValue | null;

/** Hours before this one are in the afternoon if they have neither am nor pm. */
const FIRST_MORNING_HOUR = 7;

/** What the patterns for times mean. */
export const TIME_ACTIONS: Record<TimeAction, Action> = {
  clock: ({ clock }, weak) => timeValue(clock, weak),
  halfClock: ({ halfClock = "" }) => asHour(Number(halfClock.slice(0, 1)), Number(halfClock.slice(2)), false),
  hour: ({ hour = 24 }) => asHour(hour, 0),
  hour24: ({ hour = 24, minute }) => timeValue(clockTime(hour % 24, typeof minute === "number" ? minute : 0)),
  meridiem: ({ hour, clock = `${hour}:00`, meridiem = "am" }) => {
    const [hours = 0, minutes = 0] = clock.split(":").map(Number);
    return timeValue(inHalf(hours, minutes, meridiem));
  },
  fraction: ({ hour = 24 }, minutes) => {
    const total = ((hour % 24) * 60 + Number(minutes) + 1440) % 1440;
    return asHour(Math.floor(total / 60), total % 60);
  },
  range: ({ clock, until, range, from }) => {
    const start = range?.clock ?? clock ?? clockOrNull(from);
    const end = range?.until ?? clockOrNull(until);
    const minutes = start === null || end === null ? 0 : minutesOf(end) - minutesOf(start);
    return minutes > 0 ? timeValue(start, undefined, minutes) : null;
  },
  part: ({ part, moment }, weak) => timeValue(part ?? moment, weak),
};

/** Converts an hour or a clock time. */
function clockOrNull(value: unknown): ClockTime | null {
  return typeof value === "number" ? clockTime(value, 0) : typeof value === "string" ? value : null;
}

function timeValue(
  time: ClockTime | null | undefined,
  weak?: string | number,
  minutes: number | null = null,
): TimeValue | null {
  return time == null ? null : { time, isHour: false, isOpen: false, minutes, isWeak: weak === "weak" };
}

function asHour(hour: number, minute: number, isHour = true): TimeValue | null {
  const isAfternoon = hour > 0 && hour < FIRST_MORNING_HOUR;
  const time = clockTime(isAfternoon ? hour + 12 : hour, minute);
  return time === null ? null : { time, isHour, isOpen: true, minutes: null, isWeak: false };
}

/** Resolves a time without am or pm by the part of the day next to it: "tonight at 8". */
export function inPart({ time, isOpen }: TimeValue, part: ClockTime | null): ClockTime {
  if (!isOpen || part === null) return time;
  const minutes = minutesOf(time) % 720;
  const total = part < "12:00" ? minutes : minutes + 720;
  return clockTime(Math.floor(total / 60), total % 60) ?? time;
}

function minutesOf(time: ClockTime): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
