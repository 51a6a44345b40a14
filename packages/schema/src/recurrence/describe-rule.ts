import type { ClockTime, Day, TimeZone } from "../day.ts";
import { addDays, dayFromParts, daysInMonth, utcMidnight } from "../day.ts";
import type { Locale } from "../locale.ts";
import { bestLocale } from "../locale.ts";
import { englishRule } from "./english-rule.ts";
import { germanRule } from "./german-rule.ts";
import {
  atPositions,
  daysOf,
  join,
  monthNames,
  namesOfMonthDays,
  plainWeekdays,
  weekdayCondition,
} from "./rule-days.ts";
import type { RuleLanguage, RuleWords } from "./rule-language.ts";
import { keepMonthEnd } from "./rule.ts";
import type { Rule } from "./rule.ts";
import { hasPlainWeekdays, isWorkdays, simplifyRule } from "./simplify-rule.ts";

const LANGUAGES: Record<Locale, RuleLanguage> = { en: englishRule, de: germanRule };
/** Dates such as "January 15 and July 15" are listed up to this number. */
const MAX_DATES = 4;

export type DescribeOptions = {
  /** The reader's language tag, which also determines how dates and times are written (see `formatLocale`). */
  locale: string;
  /** The first day. Without it, the description of a rule such as "every month" has no day. */
  start?: Day;
  /** Whether the rule counts from the schedule or from the completion of the previous occurrence. */
  from?: "schedule" | "completion";
  time?: ClockTime;
  /** Named after the time. Omit it if the reader doesn't need it. */
  timeZone?: TimeZone;
};

/** The parts of a description: what recurs, and additions that are separated by commas. */
type Phrase = { main: string; additions: string[] };

/**
 * Describes a rule in a phrase that begins in lower case, such as "every second Tuesday and Sunday at 9:00 AM, Berlin
 * time".
 */
export function describeRule(rule: Rule, { locale, start, from, time, timeZone }: DescribeOptions): string {
  const words = { ...LANGUAGES[bestLocale([locale])], ...namesIn(locale) };
  const { main, additions } = from === "completion" ? phraseFromCompletion(rule, words) : phraseOf(rule, words, start);
  const parts = [main, ...additions];
  if (time !== undefined) {
    const at = words.atTime(formatTime(time, locale));
    if (additions.length === 0) parts[0] = `${main} ${at}`;
    else parts.push(at);
    if (timeZone !== undefined) parts.push(zoneName(timeZone, words));
  }
  if (rule.count !== null) parts.push(words.times(rule.count));
  if (rule.until !== null) parts.push(words.until(formatDay(rule.until, locale)));
  return parts.join(", ");
}

function phraseFromCompletion(rule: Rule, words: RuleWords): Phrase {
  const { frequency, interval, months, monthDays, weekdays } = rule;
  if (months.length + monthDays.length + weekdays.length === 0)
    return { main: words.afterCompletion(frequency, interval), additions: [] };
  const { main, additions } = phraseOf(rule, words);
  return { main, additions: [...additions, words.countedFromCompletion] };
}

function phraseOf(given: Rule, words: RuleWords, start?: Day): Phrase {
  const rule = simplifyRule(given, start);
  const { frequency, interval, months } = rule;
  const every = words.every(frequency, interval);
  if (frequency === "yearly") return phraseOfYear(rule, words, every);
  const phrase = { daily: phraseOfDay, weekly: phraseOfWeek, monthly: phraseOfMonth }[frequency](rule, words, every);
  if (months.length > 0) phrase.additions.push(words.onlyInMonths(monthNames(rule, words)));
  return phrase;
}

function phraseOfDay(rule: Rule, words: RuleWords, every: string): Phrase {
  const conditions = [];
  if (rule.monthDays.length > 0) conditions.push(words.onThe(namesOfMonthDays(rule, words)));
  if (rule.weekdays.length > 0) conditions.push(weekdayCondition(rule, words));
  return { main: every, additions: conditions };
}

function phraseOfWeek(rule: Rule, words: RuleWords, every: string): Phrase {
  const { interval, positions } = rule;
  if (rule.weekdays.length === 0) return { main: every, additions: [] };
  if (positions.length > 0) return { main: `${every} ${atPositions(rule, words)}`, additions: [] };
  if (isWorkdays(rule) && interval > 1) return { main: `${every} ${words.onWorkdays}`, additions: [] };
  const names = plainWeekdays(rule, words, words.and);
  if (interval <= 2) return { main: words.everyWeekday(names, interval === 1 ? 1 : 2), additions: [] };
  return { main: `${every} ${words.onWeekdays(names)}`, additions: [] };
}

function phraseOfMonth(rule: Rule, words: RuleWords, every: string): Phrase {
  const end = keptMonthEnd(rule);
  const days = end === null ? daysOf(rule, words) : words.onThe(words.monthDay(end));
  const additions = [];
  if (end !== null) additions.push(words.orLastDay);
  else if (hasDaysThatMayNotExist(rule)) additions.push(words.ifThereIsOne);
  if (rule.monthDays.length > 0 && rule.weekdays.length > 0 && rule.positions.length === 0)
    additions.push(weekdayCondition(rule, words));
  return { main: days === "" ? every : `${every} ${days}`, additions };
}

function phraseOfYear(rule: Rule, words: RuleWords, every: string): Phrase {
  const { months, weekdays, positions } = rule;
  const [onlyMonth] = months.length === 1 ? months : [];
  const end = onlyMonth === undefined ? null : keptMonthEnd(rule);
  if (end !== null && onlyMonth !== undefined) {
    const shortest = daysInMonth(2001, onlyMonth);
    const main = `${every} ${words.onDate(words.date(onlyMonth, end))}`;
    return { main, additions: end > shortest ? [words.orDateInOtherYears(words.date(onlyMonth, shortest))] : [] };
  }
  const dates = datesOf(rule, words);
  const isConditional = rule.monthDays.length > 0 && weekdays.length > 0 && positions.length === 0;
  const additions = [];
  if (hasDaysThatMayNotExist(rule)) additions.push(words.ifThereIsOne);
  if (isConditional) additions.push(weekdayCondition(rule, words));
  if (dates !== null) return { main: `${every} ${words.onDate(dates)}`, additions };
  const days = [daysOf(rule, words), monthsOfYear(rule, words)].filter((part) => part !== "");
  return { main: [every, ...days].join(" "), additions };
}

/** Returns the months, or the whole year, to which the days of a yearly rule belong. */
function monthsOfYear(rule: Rule, words: RuleWords): string {
  const { months, monthDays, positions } = rule;
  const isEveryDay = monthDays.length === 0 && hasPlainWeekdays(rule) && positions.length === 0;
  if (months.length > 0) {
    const isPlain = isEveryDay || monthDays.length + rule.weekdays.length + positions.length === 0;
    return isPlain ? words.inMonths(monthNames(rule, words)) : words.ofMonths(monthNames(rule, words));
  }
  if (monthDays.length > 0 && positions.length === 0) return words.ofEveryMonth;
  return isEveryDay || monthDays.length + rule.weekdays.length === 0 ? "" : words.ofTheYear;
}

/** Returns the dates of a yearly rule, such as "January 15 and July 15"; null if they can't be listed. */
function datesOf({ months, monthDays, positions }: Rule, words: RuleWords): string | null {
  const count = months.length * monthDays.length;
  if (count === 0 || count > MAX_DATES || positions.length > 0 || monthDays.some((day) => day < 0)) return null;
  const dates = months.flatMap((month) => monthDays.map((day) => words.date(month, day)));
  return join(dates, words.and);
}

/** Returns the preferred day of a rule that was written with {@link keepMonthEnd}; null for another rule. */
function keptMonthEnd({ monthDays, weekdays, positions }: Rule): number | null {
  const last = monthDays.at(-1) ?? 0;
  if (last <= 28 || weekdays.length > 0) return null;
  const kept = keepMonthEnd(last);
  return `${kept.monthDays}|${kept.positions}` === `${monthDays}|${positions}` ? last : null;
}

/** Returns whether none of the days exists in every month, such as the 31st or a fifth Monday. */
function hasDaysThatMayNotExist({ frequency, months, monthDays, weekdays, positions }: Rule): boolean {
  if (positions.length > 0) return false;
  const shortest = Math.min(...(months.length > 0 ? months : [2]).map((month) => daysInMonth(2001, month)));
  if (monthDays.length > 0) return monthDays.every((day) => Math.abs(day) > shortest);
  const last = frequency === "yearly" && months.length === 0 ? 52 : 4;
  return weekdays.length > 0 && weekdays.every(({ ordinal }) => Math.abs(ordinal ?? 0) > last);
}

/** A year with all dates, including 29 February. */
const LEAP_YEAR = 2000;
const A_MONDAY = "2000-01-03";

/** Returns the names of weekdays and months, and a function that formats a day of the year. */
function namesIn(locale: string): Pick<RuleWords, "weekdays" | "months" | "date"> {
  const formatOf = (parts: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...parts, timeZone: "UTC" });
    return (day: Day) => format.format(utcMidnight(day));
  };
  const [weekday, month, date] = [
    formatOf({ weekday: "long" }),
    formatOf({ month: "long" }),
    formatOf({ month: "long", day: "numeric" }),
  ];
  return {
    weekdays: Array.from({ length: 7 }, (_, index) => weekday(addDays(A_MONDAY, index))),
    months: Array.from({ length: 12 }, (_, index) => month(dayFromParts(LEAP_YEAR, index + 1, 1))),
    date: (ofMonth, day) => date(dayFromParts(LEAP_YEAR, ofMonth, day)),
  };
}

function formatDay(day: Day, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(utcMidnight(day));
}

function formatTime(time: ClockTime, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" });
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  // Servers and browsers differ in the space before "AM".
  return format.format((hours * 60 + minutes) * 60_000).replaceAll("\u202f", " ");
}

/** Returns the place in the name of a zone, such as "Berlin time"; the name itself if it has none, such as "UTC". */
function zoneName(timeZone: TimeZone, words: RuleWords): string {
  const place = timeZone.includes("/") ? timeZone.split("/").at(-1) : undefined;
  return place === undefined || timeZone.startsWith("Etc/") ? timeZone : words.timeOf(place.replaceAll("_", " "));
}
