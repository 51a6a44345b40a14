import type { ClockTime, TimeZone } from "../day.ts";
import { clockTimeOf, daysInMonth, isTimeZone } from "../day.ts";
import type { Language, WordList } from "./language.ts";
import type { QuickAddContext } from "./quick-add.ts";
import type { Word } from "./word.ts";
import { foldWord, isCapital } from "./word.ts";

/** The units of durations and intervals. */
export type Unit = "minute" | "hour" | "day" | "week" | "month" | "year";

/** A date as typed; a missing year means the next such date. */
export type CalendarDate = {
  year: number | null;
  month: number;
  date: number;
  time?: ClockTime | null;
  /** The separator of a date in digits without a year. It can also be a fraction or a decimal number. */
  separator?: string | false;
};

/** The value of a word in each class. */
export type Classes = {
  weekday?: number;
  month?: number;
  unit?: Unit;
  /** A unit abbreviated to a letter, which needs a number before it in the same word. */
  letter?: Unit;
  /** The items of a list, which can be a single word such as "mon-fri". */
  weekdays?: number[];
  nths?: number[];
  ordinals?: number[];
  /** How many of the unit the word means: 3 months for a quarter. */
  factor?: number;
  /** A count. */
  n?: number;
  /** A count with a decimal place. */
  decimal?: number;
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
  hourRange?: { start: ClockTime; end: ClockTime };
  range?: { start: ClockTime; end: ClockTime };
  meridiem?: string;
  /** A part of the day, as its time. */
  part?: ClockTime | undefined;
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
  adverb?: string;
  every?: number;
  /** "UTC" or the name of a place such as "Europe/Berlin". */
  zone?: TimeZone;
};

/** What a single word can mean: its value in each class, and the lists that contain it. */
export type Reading = { [List in WordList]?: true } & Classes & { [other: string]: unknown };

export type Lexicon = ReadonlyMap<string, Reading>;

/** The years of days that Docket supports. */
const MIN_YEAR = 1970;
const MAX_YEAR = 2200;

/** The reading of a word without a meaning. */
export const NOTHING: Reading = {};

/** Returns what the words of a language mean, apart from numbers. The lists are those of all languages that are read. */
export function lexiconOf({ classes }: Language, languages: readonly Language[]): Lexicon {
  const lexicon = new Map<string, Reading>();
  const add = (words: string, name: string, value: unknown) => {
    // "sundays" can be listed like "sunday", but not the other way round.
    const lists = { nth: ["nths"], weekday: ["weekdays"], onWeekday: ["onWeekdays", "weekdays"] }[name] ?? [];
    const items = Object.fromEntries(lists.map((list) => [list, [value]]));
    for (const word of words.split(" ")) {
      const fold = foldWord(word);
      lexicon.set(fold, { ...lexicon.get(fold), [name]: value, ...items });
    }
  };
  for (const { lists } of languages) for (const [name, words] of Object.entries(lists)) add(words, name, true);
  for (const [name, values] of Object.entries(classes)) {
    const entries =
      typeof values === "string"
        ? values.split(", ").map((words, index) => [index + 1, words] as const)
        : Object.entries(values);
    for (const [value, words] of entries) add(words, name, Number(value) || value);
  }
  return lexicon;
}

/** Returns what a word means. */
export function readingOf(word: Word, lexicon: Lexicon, language: Language, context: QuickAddContext): Reading {
  const { text, fold } = word;
  if (word.isPlain) return NOTHING;
  const known = lexicon.get(fold);
  if (text === "UTC" || (/^[A-Z]\w+\/[A-Z]/.test(text) && isTimeZone(text))) return { zone: text };
  // "morgen" is a day unless it is a noun.
  if (known?.laterPart && isCapital(word)) return { ...known, part: known.laterPart };
  if (!/^\d/.test(fold)) return known ?? (/[-,&/]/.test(fold) ? readWeekdays(fold, lexicon) : NOTHING);
  const number = Number.parseInt(fold, 10);
  const numberIn = (form: RegExp, least: number, most: number) =>
    form.test(fold) && number >= least && number <= most ? number : undefined;
  const ordinal = numberIn(language.ordinal, 1, 31);
  return {
    ...known,
    n: numberIn(/^\d{1,3}$/, 1, 999),
    decimal: /^\d\d?[.,]\d$/.test(fold) ? Number(fold.replace(",", ".")) : undefined,
    hour: numberIn(/^\d\d?[.h]?$/, 0, 24),
    date: ordinal ?? numberIn(/^\d\d?\.?$/, 1, 31),
    nth: ordinal,
    ordinal,
    ...(ordinal && { nths: [ordinal], ordinals: [ordinal] }),
    year: numberIn(/^\d{4}\.?$/, MIN_YEAR, MAX_YEAR),
    calendar: readCalendar(fold, context.dayMonthOrder === "dayFirst"),
    clock: readClock(fold),
    halfClock: /^[1-6]:[0-5]\d$/.test(fold) ? clockAt(minutesOf(fold) + 720) : undefined,
    dotClock: /^\d\d?\.\d\d$/.test(fold) ? readClock(fold.replace(".", ":")) : undefined,
    range: readRange(fold),
    hourRange: /^\d\d?-\d\d?$/.test(fold) ? readRange(fold.replace(/\d+/g, "$&:00")) : undefined,
    ...readAmounts(fold, lexicon),
  };
}

/** Reads "mon-fri" and "mon,wed". */
function readWeekdays(fold: string, lexicon: Lexicon): Reading {
  const weekdays = fold.split(/[,&/]/).map((part) => {
    const [from, to = from, ...rest] = part.split("-").map((word) => lexicon.get(word)?.weekday);
    return from && to && rest.length === 0 ? weekdaysBetween(from, to) : [];
  });
  return weekdays.every((part) => part.length > 0) ? { weekdays: weekdays.flat() } : NOTHING;
}

/** Returns the weekdays from one to another, both included. */
export function weekdaysBetween(from: number, to: number): number[] {
  return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from - 1 + index) % 7) + 1);
}

function readCalendar(fold: string, isDayFirst: boolean): CalendarDate | undefined {
  const [, isoYear, isoMonth, isoDate, time] =
    /^(\d{4})[-/](\d\d?)[-/](\d\d?)(?:t(\d\d?:\d\d)(?::\d\d)?)?$/.exec(fold) ?? [];
  if (isoYear)
    return validDate({ year: +isoYear, month: Number(isoMonth), date: Number(isoDate), time: readClock(time) });
  const [, first, sign, second, yearText] = /^(\d\d?)([/.])(\d\d?)(?:\2(\d{4}|\d\d)|\.)?$/.exec(fold) ?? [];
  const year = yearText ? Number(yearText) + (yearText.length === 2 ? 2000 : 0) : null;
  const separator = year === null && !fold.endsWith(".") && sign;
  const dayFirst = validDate({ year, month: Number(second), date: Number(first), separator });
  if (sign === ".") return dayFirst;
  const monthFirst = validDate({ year, month: Number(first), date: Number(second), separator });
  return isDayFirst ? (dayFirst ?? monthFirst) : (monthFirst ?? dayFirst);
}

function validDate(typed: CalendarDate): CalendarDate | undefined {
  // 2000 is a leap year: without a year, 29 February is the next one.
  const { year, month, date } = typed;
  const isSupported = year === null || (year >= MIN_YEAR && year <= MAX_YEAR);
  return isSupported && date >= 1 && date <= daysInMonth(year ?? 2000, month) ? typed : undefined;
}

/** Returns the length of an hour or a minute in minutes, and 0 for longer units. */
export function minutesOfUnit(unit: Unit): number {
  return unit === "hour" ? 60 : unit === "minute" ? 1 : 0;
}

/** Formats the minutes since midnight; undefined if they are no clock time. */
export function clockAt(minutes: number): ClockTime | undefined {
  return minutes < 1440 ? clockTimeOf(minutes) : undefined;
}

/** Returns the minutes since midnight of a clock time or an hour. */
export function minutesOf(time: unknown): number {
  const [hours = 0, minutes = 0] = String(time).split(":").map(Number);
  return hours * 60 + minutes;
}

/** Reads a time in one word, which needs minutes or am or pm. "5.30" without am or pm is not a time. */
function readClock(fold = ""): ClockTime | undefined {
  const [, hour, mark, minute = "0", half] = /^(\d\d?)(?:([:.h])([0-5]\d))?(?:([ap])\.?m\.?)?$/.exec(fold) ?? [];
  if (!hour || (!half && (!mark || mark === "."))) return undefined;
  const time = Number(hour) * 60 + Number(minute);
  return half ? inHalf(time, half) : clockAt(time);
}

/** Converts a time of the 12-hour clock; the half of the day begins with "a" or "p". */
export function inHalf(minutes: number, half: string): ClockTime | undefined {
  return minutes < 60 || minutes >= 780 ? undefined : clockAt((minutes % 720) + (half.startsWith("p") ? 720 : 0));
}

/** Reads "14:00-16:00" and "2-4pm". */
function readRange(fold: string): Reading["range"] {
  const [from = "", to = "", ...rest] = fold.split("-");
  const until = readClock(to);
  const clock = readClock(from) ?? readClock(from + (/[ap]m?$/.exec(to)?.[0] ?? ""));
  return until && clock && clock < until && rest.length === 0 ? { start: clock, end: until } : undefined;
}

/** Reads amounts such as "1h30m" and "2w". */
function readAmounts(fold: string, lexicon: Lexicon): Pick<Reading, "short" | "minutes"> {
  let minutes = 0;
  let short: Reading["short"];
  const rest = fold.replace(/(\d+(?:[.,]\d+)?)([a-z]+)/g, (match, amount: string, name: string) => {
    const { unit, letter = unit, factor } = lexicon.get(name) ?? NOTHING;
    const n = Number(amount.replace(",", "."));
    if (!letter || factor) return match;
    if (match === fold && n % 1 === 0 && n > 0 && n < 1000) short = { n, unit: letter };
    minutes += n * (minutesOfUnit(letter) || NaN);
    return "";
  });
  return { short, minutes: rest === "" ? Math.round(minutes) || undefined : undefined };
}
