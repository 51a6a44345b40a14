import type { RuleLanguage } from "./rule-language.ts";

const UNITS = { daily: "day", weekly: "week", monthly: "month", yearly: "year" };
const ORDINALS = ["", "first", "second", "third", "fourth", "fifth"];

function withSuffix(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const suffix = isTeen ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${suffix}`;
}

function ordinal(position: number): string {
  if (position > 0) return ORDINALS[position] ?? withSuffix(position);
  return position === -1 ? "last" : `${ORDINALS[-position] ?? withSuffix(-position)}-to-last`;
}

/** English descriptions of recurrence rules. */
export const englishRule: RuleLanguage = {
  and: "and",
  or: "or",
  every: (frequency, interval) => {
    if (interval === 1) return `every ${UNITS[frequency]}`;
    return interval === 2 ? `every second ${UNITS[frequency]}` : `every ${interval} ${UNITS[frequency]}s`;
  },
  everyWeekday: (weekdays, interval) => (interval === 1 ? `every ${weekdays}` : `every second ${weekdays}`),
  workday: "weekday",
  onWeekdays: (weekdays) => `on ${weekdays}`,
  onWorkdays: "on weekdays",
  onEveryWeekday: (weekdays) => `on every ${weekdays}`,
  onThe: (days) => `on the ${days}`,
  monthDay: (day) => (day > 0 ? withSuffix(day) : `${ordinal(day)} day`),
  ordinal,
  ofTheseDays: (days) => `of these days: ${days}`,
  onDate: (dates) => `on ${dates}`,
  ofMonths: (months) => `of ${months}`,
  inMonths: (months) => `in ${months}`,
  ofEveryMonth: "of every month",
  ofTheYear: "of the year",
  ifItIs: (days) => `if it is ${days}`,
  conditionDay: (position, weekday) => (position === null ? `a ${weekday}` : `the ${ordinal(position)} ${weekday}`),
  onlyInMonths: (months) => `only in ${months}`,
  ifThereIsOne: "if there is one",
  orLastDay: "or the last day of shorter months",
  orDateInOtherYears: (date) => `or ${date} in other years`,
  afterCompletion: (frequency, interval) =>
    `${interval} ${UNITS[frequency]}${interval === 1 ? "" : "s"} after completion`,
  countedFromCompletion: "counted from completion",
  atTime: (time) => `at ${time}`,
  timeOf: (place) => `${place} time`,
  times: (count) => (count === 1 ? "once" : `${count} times`),
  until: (date) => `until ${date}`,
};
