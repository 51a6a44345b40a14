import type { Frequency } from "./rule.ts";

/** The words of one language from which the description of a recurrence rule is built. */
export type RuleLanguage = {
  and: string;
  or: string;
  /** Returns "every day", or "every 3 days". */
  every: (frequency: Frequency, interval: number) => string;
  /** Returns "every Monday", or "every second Monday" if the interval is 2. */
  everyWeekday: (weekdays: string, interval: 1 | 2) => string;
  /** Monday to Friday, as it follows `everyWeekday` and `ordinal`. */
  workday: string;
  /** Returns "on Monday", within a week. */
  onWeekdays: (weekdays: string) => string;
  onWorkdays: string;
  /** Returns "on every Monday", within a month or year. */
  onEveryWeekday: (weekdays: string) => string;
  /** Returns "on the 15th", for days that are named by `monthDay` or by `ordinal` and a weekday. */
  onThe: (days: string) => string;
  /** Returns the day of a month as it follows `onThe`: "15th", or "last day" for -1. */
  monthDay: (day: number) => string;
  /** Returns an ordinal number as it follows `onThe`: "second", or "last" for -1. */
  ordinal: (position: number) => string;
  /** Returns "of these days: …", following an ordinal. */
  ofTheseDays: (days: string) => string;
  /** Returns "on January 15". */
  onDate: (dates: string) => string;
  /** Returns "of January", following days that are named by `onThe`. */
  ofMonths: (months: string) => string;
  /** Returns "in January", following `onEveryWeekday` or `every`. */
  inMonths: (months: string) => string;
  ofEveryMonth: string;
  ofTheYear: string;

  /** Returns "if it is a Monday", a condition on another day. */
  ifItIs: (days: string) => string;
  /** Returns "a Monday" or "the first Monday", as it follows `ifItIs`. */
  conditionDay: (ordinal: number | null, weekday: string) => string;
  /** Returns "only in January". */
  onlyInMonths: (months: string) => string;
  ifThereIsOne: string;
  orLastDay: string;
  orDateInOtherYears: (date: string) => string;

  /** Returns "3 days after completion". */
  afterCompletion: (frequency: Frequency, interval: number) => string;
  countedFromCompletion: string;
  /** Returns "at 9:00 AM". */
  atTime: (time: string) => string;
  /** Returns "Berlin time". */
  timeOf: (place: string) => string;
  times: (count: number) => string;
  /** Returns "until December 31, 2026". */
  until: (date: string) => string;
};

/** The words of a language, with names and dates as the reader writes them. */
export type RuleWords = RuleLanguage & {
  /** Names of the weekdays, Monday first, as they follow `everyWeekday` and `ordinal`. */
  weekdays: readonly string[];
  /** Names of the months. */
  months: readonly string[];
  /** Returns a day of the year as it follows `onDate`, such as "January 15". */
  date: (month: number, day: number) => string;
};
