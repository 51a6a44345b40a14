const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Returns the number of days in a month of the Gregorian calendar; months count from 1. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/** Returns whether the string is a valid calendar day from 1970 to 2200, written as `YYYY-MM-DD`. */
export function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1970 || year > 2200 || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysInMonth(year, month);
}

/** The last day that Docket supports. */
export const LAST_DAY = "2200-12-31";

/** A calendar day, `YYYY-MM-DD`. It is not an instant, so it does not shift with the time zone. */
export type Day = string;

/** A clock time, `HH:MM`. */
export type ClockTime = string;

/** An IANA time zone, e.g. `Europe/Berlin`. */
export type TimeZone = string;

/** Returns whether this machine's time zone database contains the name. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Days from 1 March of year 0 to 1970-01-01. Counted years begin in March, so that a leap day is their last day. */
const EPOCH = 719_468;

/** Returns the number of days since 1970-01-01 (proleptic Gregorian). */
export function dayNumber(day: Day): number {
  const { year, month, date } = partsOf(day);
  return numberFromParts(year, month, date);
}

/** Returns the {@link dayNumber} of the calendar day with these parts. */
export function numberFromParts(calendarYear: number, month: number, date: number): number {
  const year = month <= 2 ? calendarYear - 1 : calendarYear;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return year * 365 + leapDays + firstDayOf((month + 9) % 12) + date - 1 - EPOCH;
}

/** Returns the number of days before a month, counted from March as 0. */
function firstDayOf(month: number): number {
  return Math.floor((153 * month + 2) / 5);
}

/** The year, month (1 to 12) and date of a calendar day. */
export type DayParts = { year: number; month: number; date: number };

/** Returns the parts of the calendar day with this {@link dayNumber}. */
export function partsOfNumber(number: number): DayParts {
  const century = Math.floor((4 * (number + EPOCH) + 3) / 146_097);
  // With the leap days that the Gregorian calendar leaves out, each fourth year is a leap year.
  const days = number + EPOCH + century - Math.floor(century / 4);
  const year = Math.floor((4 * days + 3) / 1461);
  const dayOfYear = days - Math.floor((1461 * year) / 4);
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const date = dayOfYear - firstDayOf(month) + 1;
  return month < 10 ? { year, month: month + 3, date } : { year: year + 1, month: month - 9, date };
}

/** Returns the calendar day with this {@link dayNumber}. */
export function dayFromNumber(number: number): Day {
  const { year, month, date } = partsOfNumber(number);
  return dayFromParts(year, month, date);
}

/** Returns the parts of a calendar day. */
export function partsOf(day: Day): DayParts {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return { year, month, date };
}

/** Returns the day with these parts, which must exist. */
export function dayFromParts(year: number, month: number, date: number): Day {
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(date)}`;
}

/** Adds months to a day. If the resulting month is shorter, returns its last day. */
export function addMonths(day: Day, count: number): Day {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + month - 1 + count;
  const [nextYear, nextMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dayFromParts(nextYear, nextMonth, Math.min(date, daysInMonth(nextYear, nextMonth)));
}

const DAY_MS = 86_400_000;

/** Returns midnight UTC of a day, in milliseconds since 1970. With `timeZone: "UTC"`, `Intl` formats it as this day. */
export function utcMidnight(day: Day): number {
  return dayNumber(day) * DAY_MS;
}

/** Returns the day `count` days later, or earlier if negative. */
export function addDays(day: Day, count: number): Day {
  return dayFromNumber(dayNumber(day) + count);
}

/** Returns the day of the week (ISO 8601): 1 is Monday. Day 0, 1970-01-01, was a Thursday. */
export function weekdayOf(day: Day): number {
  return (((dayNumber(day) % 7) + 10) % 7) + 1;
}

/**
 * Returns the calendar day on which an instant falls in a time zone.
 *
 * @param timeZone IANA name
 */
export function dayInZone(instant: Date, timeZone: TimeZone): Day {
  return wallClock(instant, timeZone).day;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
/** Larger than the number of time zones, because names are accepted in any letter case and each spelling is cached. */
const MAX_CACHED_ZONES = 1000;

/**
 * Returns the formatter for a time zone. Formatters are cached because creating one is about as
 * expensive as formatting 50 dates.
 *
 * @throws RangeError for an unknown zone
 */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "iso8601",
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  if (formatters.size >= MAX_CACHED_ZONES) formatters.clear();
  formatters.set(timeZone, made);
  return made;
}

/** Converts an instant to the local day and the minute of that day in a time zone. */
export function wallClock(instant: Date, timeZone: TimeZone): { day: Day; minutes: number } {
  const parts = formatterOf(timeZone).formatToParts(instant);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    day: `${of("year").padStart(4, "0")}-${of("month")}-${of("day")}`,
    minutes: Number(of("hour")) * 60 + Number(of("minute")),
  };
}

/** Formats the minutes since midnight, 0 to 1439, as a clock time. */
export function clockTimeOf(minutes: number): ClockTime {
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

/**
 * Returns the instant that a wall-clock day and time denote in a time zone. A time in a gap (clocks go forward) is
 * interpreted with the offset before the change, so it moves forward by the length of the gap. A time in an overlap is
 * interpreted as the first instant. This is `disambiguation: "compatible"` in ECMAScript Temporal.
 *
 * @param time clock time, `HH:MM`
 * @param timeZone IANA name
 */
export function instantOf(day: Day, time: ClockTime, timeZone: TimeZone): Date {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  const asUtc = dayNumber(day) * 1440 + hours * 60 + minutes;
  const offsetAt = (utcMinutes: number): number => {
    const clock = wallClock(new Date(utcMinutes * 60_000), timeZone);
    return dayNumber(clock.day) * 1440 + clock.minutes - utcMinutes;
  };
  // No zone changes its offset twice within two days, so the offsets one day before and after are the only candidates.
  const before = offsetAt(asUtc - 1440);
  const after = offsetAt(asUtc + 1440);
  const isAfterChange = offsetAt(asUtc - before) !== before && offsetAt(asUtc - after) === after;
  return new Date((asUtc - (isAfterChange ? after : before)) * 60_000);
}

/** A calendar day in a time zone: `startsAt` is its first instant, `endsAt` the first instant of the next day. */
export type DaySpan = { readonly day: Day; readonly startsAt: Date; readonly endsAt: Date };

const spans = new Map<string, DaySpan>();

/**
 * Returns the calendar day on which an instant falls in a time zone, with its bounds. The last result for each zone is
 * cached, because nearly all calls are about today.
 */
export function daySpan(instant: Date, timeZone: TimeZone): DaySpan {
  const known = spans.get(timeZone);
  if (known && known.startsAt <= instant && instant < known.endsAt) return known;
  const day = dayInZone(instant, timeZone);
  const span = {
    day,
    startsAt: instantOf(day, "00:00", timeZone),
    endsAt: instantOf(addDays(day, 1), "00:00", timeZone),
  };
  if (spans.size >= MAX_CACHED_ZONES) spans.clear();
  spans.set(timeZone, span);
  return span;
}
