import type { ClockTime } from "../day.ts";
import { daysInMonth } from "../day.ts";
import type { Language } from "./language.ts";
import { foldWord } from "./word.ts";

/** The units of durations and intervals. */
export type Unit = "minute" | "hour" | "day" | "week" | "month" | "year";

/** A date as typed; a missing year means the next such date. */
export type CalendarDate = { year: number | null; month: number; date: number; time: ClockTime | null };

/** What a single word can mean: its value in each class to which it belongs. */
export type Reading = {
  weekday?: number;
  month?: number;
  unit?: Unit;
  /** A unit abbreviated to a letter, which needs a number before it in the same word. */
  letter?: Unit;
  /** The weekdays in one word, such as "mon-fri". */
  weekdays?: number[];
  /** How many of the unit the word means: 3 months for a quarter. */
  factor?: number;
  /** A count. */
  n?: number;
  /** A day of a month, with or without the form of an ordinal. */
  date?: number;
  /** An ordinal; -1 is the last. */
  nth?: number;
  /** A day of a month as an ordinal in digits. */
  ordinal?: number;
  year?: number;
  hour?: number;
  clock?: ClockTime;
  /** A time from 1:00 to 6:59 without a leading zero, which can mean the afternoon. */
  halfClock?: ClockTime;
  /** Hours and minutes with a full stop between them, which need another word to be a time. */
  dotClock?: ClockTime;
  /** Two hours, such as "17-18". */
  hourRange?: { clock: ClockTime; until: ClockTime };
  range?: { clock: ClockTime; until: ClockTime };
  meridiem?: "am" | "pm";
  /** A part of the day, as its time. */
  part?: ClockTime;
  /** The part of the day within a word that is also a day: "tonight", "Freitagabend". */
  dayPart?: ClockTime;
  /** A word that is a part of the day after a day, but a day otherwise: "morgen". */
  laterPart?: ClockTime;
  /** Whether the word is a noun, so that a capital letter does not show that it is part of a name. */
  noun?: number;
  /** A time with a name, such as noon. */
  moment?: ClockTime;
  minutes?: number;
  /** A number of units in one word, such as "2w". */
  short?: { n: number; unit: Unit };
  calendar?: CalendarDate;
  [other: string]: unknown;
};

/** The reading of a word without a meaning. */
export const NOTHING: Reading = {};
const DIGIT = /^\d/;
const ISO = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:t(\d{1,2}:\d{2})(?::\d{2})?)?$/;
const NUMERIC = /^(\d{1,2})([/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/;
const CLOCK = /^(\d{1,2})(?:[:.](\d{2}))?(?:([ap])\.?m\.?)?$/;
const HOUR_MARK = /^(\d{1,2})h(\d{2})$/;
const AMOUNT = /(\d+(?:[.,]\d+)?)([a-z]+)/y;

/** Returns what the words of a language mean, apart from numbers. */
export function lexiconOf(language: Language): Map<string, Reading> {
  const lexicon = new Map<string, Reading>();
  for (const [name, values] of Object.entries(language.classes))
    for (const [value, words] of Object.entries(values))
      for (const word of wordList(words)) {
        const number = Number(value);
        lexicon.set(word, { ...lexicon.get(word), [name]: Number.isNaN(number) ? value : number });
      }
  return lexicon;
}

/** Splits a list of words of a language table, and folds them. */
export function wordList(words: string): string[] {
  return words.split(" ").filter(Boolean).map(foldWord);
}

/** Returns what a folded word means. */
export function readingOf(
  fold: string,
  language: Language,
  lexicon: ReadonlyMap<string, Reading>,
  isDayFirst: boolean,
): Reading {
  const known = lexicon.get(fold);
  if (!DIGIT.test(fold)) {
    const weekdays = known === undefined ? readWeekdays(fold, lexicon) : null;
    return weekdays === null ? (known ?? NOTHING) : { weekdays };
  }
  const reading: Reading = { ...known };
  readCount(fold, language, reading);
  const calendar = readCalendar(fold, isDayFirst);
  if (calendar) reading.calendar = calendar;
  const clock = readClock(fold);
  if (clock !== null) reading.clock = clock;
  if (/^[1-6]:\d\d$/.test(fold)) reading.halfClock = fold;
  const [hours, minutes, ...others] = fold.split(".");
  const dotClock = minutes?.length === 2 && others.length === 0 ? clockTime(Number(hours), Number(minutes)) : null;
  if (dotClock !== null) reading.dotClock = dotClock;
  const [, from, until] = /^(\d{1,2})[-–](\d{1,2})$/.exec(fold) ?? [];
  const hourRange = from === undefined || until === undefined ? null : readRange(`${from}:00-${until}:00`);
  if (hourRange) reading.hourRange = hourRange;
  const range = readRange(fold);
  if (range) reading.range = range;
  readAmounts(fold, lexicon, reading);
  return reading;
}

/** Reads "mon-fri" and "mon,wed". */
function readWeekdays(fold: string, lexicon: ReadonlyMap<string, Reading>): number[] | null {
  if (!/[-–,&/]/.test(fold)) return null;
  const weekdays = fold.split(/[,&/]/).map((part) => {
    const [from = 0, to = from, ...rest] = part.split(/[-–]/).map((word) => lexicon.get(word)?.weekday ?? 0);
    return from === 0 || to === 0 || rest.length > 0 ? [] : weekdaysBetween(from, to);
  });
  return weekdays.some((part) => part.length === 0) ? null : weekdays.flat();
}

/** Returns the weekdays from one to another, both included. */
export function weekdaysBetween(from: number, to: number): number[] {
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ((from - 1 + index) % 7) + 1);
}

function readCount(fold: string, language: Language, reading: Reading): void {
  const number = Number(fold.replace(/\.$/, ""));
  if (/^\d{1,3}$/.test(fold) && number > 0) reading.n = number;
  const hour = /^(\d{1,2})[.h]?$/.exec(fold)?.[1];
  if (hour !== undefined && Number(hour) <= 24) reading.hour = Number(hour);
  if (/^\d{1,2}\.?$/.test(fold) && number >= 1 && number <= 31) reading.date = number;
  if (/^\d{4}\.?$/.test(fold) && number >= 1970 && number <= 2200) reading.year = number;
  const [, ordinal] = language.ordinal.exec(fold) ?? [];
  if (ordinal !== undefined && Number(ordinal) >= 1 && Number(ordinal) <= 31) {
    reading.nth = Number(ordinal);
    reading.ordinal = Number(ordinal);
    reading.date = Number(ordinal);
  }
}

function readCalendar(fold: string, isDayFirst: boolean): CalendarDate | null {
  const iso = ISO.exec(fold);
  if (iso) {
    const [, year, month, date, time] = iso;
    return validDate(Number(year), Number(month), Number(date), time === undefined ? null : clockOf(time));
  }
  const [, first, separator, second, yearText] = NUMERIC.exec(fold) ?? [];
  if (first === undefined || second === undefined) return null;
  if (separator === "/" && fold.endsWith("/")) return null;
  const year = yearText === undefined ? null : Number(yearText) + (yearText.length === 2 ? 2000 : 0);
  const dayFirst = validDate(year, Number(second), Number(first), null);
  if (separator === ".") return dayFirst;
  const monthFirst = validDate(year, Number(first), Number(second), null);
  return isDayFirst ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst);
}

function validDate(year: number | null, month: number, date: number, time: ClockTime | null): CalendarDate | null {
  if (year !== null && (year < 1970 || year > 2200)) return null;
  // 2000 is a leap year: without a year, 29 February is the next one.
  return month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year ?? 2000, month)
    ? { year, month, date, time }
    : null;
}

/** Formats an hour and a minute; null if they are no clock time. */
export function clockTime(hour: number, minute: number): ClockTime | null {
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function clockOf(text: string): ClockTime | null {
  const [hour, minute] = text.split(":").map(Number);
  return clockTime(hour ?? 24, minute ?? 0);
}

/** Reads a time in one word, which needs minutes or am or pm. "5.30" without am or pm is not a time. */
function readClock(fold: string): ClockTime | null {
  const [, markedHour, markedMinute] = HOUR_MARK.exec(fold) ?? [];
  if (markedHour !== undefined) return clockTime(Number(markedHour), Number(markedMinute));
  const [, hourText, minute, half] = CLOCK.exec(fold) ?? [];
  if (hourText === undefined || (half === undefined && (minute === undefined || fold.includes(".")))) return null;
  return half === undefined
    ? clockTime(Number(hourText), Number(minute))
    : inHalf(Number(hourText), Number(minute ?? 0), `${half}m` as "am" | "pm");
}

/** Converts a time of the 12-hour clock. */
export function inHalf(hour: number, minute: number, meridiem: "am" | "pm"): ClockTime | null {
  if (hour < 1 || hour > 12) return null;
  return clockTime((hour % 12) + (meridiem === "pm" ? 12 : 0), minute);
}

/** Reads "14:00-16:00" and "2-4pm". */
function readRange(fold: string): Reading["range"] | null {
  const [from = "", to = "", ...rest] = fold.split(/[-–]/);
  const until = readClock(to);
  if (until === null || rest.length > 0) return null;
  const clock = readClock(from) ?? readClock(`${from}${/[ap]m?$/.exec(to)?.[0] ?? ""}`);
  return clock === null || clock >= until ? null : { clock, until };
}

/** Reads amounts such as "1h30m" and "2w". */
function readAmounts(fold: string, lexicon: ReadonlyMap<string, Reading>, reading: Reading): void {
  AMOUNT.lastIndex = 0;
  let minutes = 0;
  while (AMOUNT.lastIndex < fold.length) {
    const isFirst = AMOUNT.lastIndex === 0;
    const [match, amount = "", name = ""] = AMOUNT.exec(fold) ?? [];
    const { unit, letter, factor = 1 } = lexicon.get(name) ?? NOTHING;
    const each = letter ?? unit;
    if (match === undefined || each === undefined || factor > 1) return;
    const n = Number(amount.replace(",", "."));
    if (isFirst && match.length === fold.length && Number.isInteger(n) && n > 0 && n < 1000)
      reading.short = { n, unit: each };
    if (each !== "hour" && each !== "minute") return;
    minutes += n * (each === "hour" ? 60 : 1);
  }
  if (minutes > 0) reading.minutes = Math.round(minutes);
}
