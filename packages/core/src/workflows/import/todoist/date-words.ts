import type { DateSettings } from "@docket/schema/account";
import { clockTimeOf, isTimeZone, wallClock } from "@docket/schema/day";
import { dateOrderOf, formatLocale } from "@docket/schema/format-locale";
import { english } from "@docket/schema/quick-add/english";
import { german } from "@docket/schema/quick-add/german";
import type { Language } from "@docket/schema/quick-add/language";
import { parseDateText } from "@docket/schema/quick-add/parse-date";
import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import { isRule, parseRule } from "@docket/schema/recurrence/rule-text";
import type { NewRecurrence } from "@docket/schema/task-recurrence";
import type { Due } from "./due.ts";

/** What the meaning of dates in words depends on: the instant of the import, and the settings of the importing account. */
export type DateReading = { now: Date; settings: DateSettings };

/** A date in words, and how it repeats. */
export type DueInWords = { due: Due; recurrence: NewRecurrence | null };

const LANGUAGES: ReadonlyMap<string, readonly Language[]> = new Map([
  ["", [english, german]],
  ["en", [english]],
  ["de", [german]],
]);
const NO_NAMES = { projects: [], sections: [], labels: [], people: [] };

/**
 * Reads a DATE in words, such as "every 3 days" or "4 Jan". Todoist does not export the day on which they
 * were written, so they are read as if they had been written on the day of the import. Texts without a word, such as
 * "5/6", are not read, because their order of day and month is not known.
 *
 * @param language the row's DATE_LANG
 * @param zone the row's TIMEZONE. Without it, the result has none
 * @returns null if the language is not supported, or if any part of the text is no date
 */
export function readDateWords(
  text: string,
  language: string,
  zone: string,
  { now, settings }: DateReading,
): DueInWords | null {
  const languages = LANGUAGES.get(language.toLowerCase().split(/[-_]/)[0] ?? "");
  if (languages === undefined || !/\p{L}/u.test(text)) return null;
  const knownZone = isTimeZone(zone) ? zone : null;
  const timeZone = knownZone ?? settings.timeZone;
  const clock = wallClock(now, timeZone);
  const read = parseDateText(text, {
    today: clock.day,
    now: clockTimeOf(clock.minutes),
    timeZone,
    languages,
    dayMonthOrder: dateOrderOf(formatLocale(settings)) === "day" ? "dayFirst" : "monthFirst",
    weekStart: settings.weekStart,
    names: NO_NAMES,
  });
  if (!read?.due) return null;
  const { date, time = null, timeZone: typedZone } = read.due;
  // A zone that the words name themselves is not that of the row.
  const dueZone = typedZone === timeZone ? knownZone : (typedZone ?? null);
  const recurrence = read.recurrence && { ...read.recurrence, catchUp: "skip" as const };
  const rule = recurrence && parseRule(recurrence.rule);
  // A repeating task is due on the first day that matches its rule.
  const [on = date] = rule && isRule(rule) ? nextOccurrences({ rule, start: date }, 1) : [];
  return { due: { on, time, zone: time === null ? null : dueZone }, recurrence };
}
