import type { RuleWords } from "./rule-language.ts";
import type { Rule } from "./rule.ts";
import { hasPlainWeekdays, isWorkdays } from "./simplify-rule.ts";

/** Returns the days of a month or year, such as "on the first Monday"; empty if the rule has none. */
export function daysOf(rule: Rule, words: RuleWords): string {
  if (rule.positions.length > 0) return atPositions(rule, words);
  if (rule.monthDays.length > 0) return words.onThe(namesOfMonthDays(rule, words));
  const counted = rule.weekdays.filter(({ ordinal }) => ordinal !== null);
  const plain = { ...rule, weekdays: rule.weekdays.filter(({ ordinal }) => ordinal === null) };
  const phrases = [];
  if (plain.weekdays.length > 0) phrases.push(words.onEveryWeekday(plainWeekdays(plain, words, words.and)));
  if (counted.length > 0) phrases.push(words.onThe(countedWeekdays({ ...rule, weekdays: counted }, words)));
  return join(phrases, words.and);
}

/** Returns the days at certain positions of a period, such as "on the first Monday or Friday". */
export function atPositions(rule: Rule, words: RuleWords): string {
  const positions = join(fromEndLast(rule.positions).map(words.ordinal), words.and);
  if (rule.monthDays.length === 0 && hasPlainWeekdays(rule))
    return words.onThe(`${positions} ${plainWeekdays(rule, words, words.or)}`);
  const days = rule.monthDays.length > 0 ? namesOfMonthDays(rule, words) : countedWeekdays(rule, words);
  if (days === "") return words.onThe(positions);
  const isConditional = rule.monthDays.length > 0 && rule.weekdays.length > 0;
  const condition = isConditional ? `, ${weekdayCondition(rule, words)}` : "";
  return words.onThe(`${positions} ${words.ofTheseDays(`${days}${condition}`)}`);
}

/** Returns days of the month, such as "1st and last day". */
export function namesOfMonthDays({ monthDays }: Rule, words: RuleWords): string {
  return join(fromEndLast(monthDays).map(words.monthDay), words.and);
}

/** Returns weekdays with their ordinals, such as "first Monday and last Friday". */
function countedWeekdays({ weekdays }: Rule, words: RuleWords): string {
  const names = weekdays.map(({ ordinal, weekday }) => {
    const name = words.weekdays[weekday - 1] ?? "";
    return ordinal === null ? name : `${words.ordinal(ordinal)} ${name}`;
  });
  return join(names, words.and);
}

/** Returns weekdays without their ordinals, such as "Monday or Friday". */
export function plainWeekdays(rule: Rule, words: RuleWords, conjunction: string): string {
  if (isWorkdays(rule)) return words.workday;
  return join(
    rule.weekdays.map(({ weekday }) => words.weekdays[weekday - 1] ?? ""),
    conjunction,
  );
}

/** Returns "if it is a Monday or a Friday". */
export function weekdayCondition(rule: Rule, words: RuleWords): string {
  if (isWorkdays(rule)) return words.ifItIs(words.conditionDay(null, words.workday));
  const names = rule.weekdays.map(({ ordinal, weekday }) =>
    words.conditionDay(ordinal, words.weekdays[weekday - 1] ?? ""),
  );
  return words.ifItIs(join(names, words.or));
}

/** Returns the months of a rule, such as "January and July". */
export function monthNames({ months }: Rule, words: RuleWords): string {
  return join(
    months.map((month) => words.months[month - 1] ?? ""),
    words.and,
  );
}

/** Returns the numbers with those that count from the end after the others. */
function fromEndLast(numbers: readonly number[]): number[] {
  return [...numbers.filter((one) => one > 0), ...numbers.filter((one) => one < 0)];
}

/** Joins items with commas, and the last one with a conjunction. */
export function join(items: readonly string[], conjunction: string): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${conjunction} ${items.at(-1)}`;
}
