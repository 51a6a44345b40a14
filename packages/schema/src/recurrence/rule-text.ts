import type { Day } from "../day.ts";
import { isDay } from "../day.ts";
import type { Rule, RuleWeekday } from "./rule.ts";
import { FREQUENCIES, RULE_LIMITS, plainRule } from "./rule.ts";

/** Why a text is not a rule that Docket supports. */
export type RuleProblem = { part: string; reason: "unsupported" | "value" | "twice" | "missing" | "combination" };

/** The abbreviations of weekdays in RFC 5545, Monday first. */
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Thrown inside this file only; {@link parseRule} returns it as a problem. */
class RuleError extends Error {
  readonly problem: RuleProblem;

  constructor(part: string, reason: RuleProblem["reason"]) {
    super(`${part}: ${reason}`);
    this.problem = { part, reason };
  }
}

/**
 * Parses a recurrence rule as in RFC 5545, section 3.3.10, for example `FREQ=WEEKLY;BYDAY=MO,WE`. `RRULE:` may precede
 * it. Only parts that select days are supported; times are not part of a rule.
 */
export function parseRule(text: string): Rule | RuleProblem {
  try {
    return readRule(text);
  } catch (error) {
    if (error instanceof RuleError) return error.problem;
    throw error;
  }
}

/** Whether the result of {@link parseRule} is a rule. */
export function isRule(parsed: Rule | RuleProblem): parsed is Rule {
  return "frequency" in parsed;
}

function readRule(text: string): Rule {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .replace(/^RRULE:/i, "")
    .split(";")) {
    const [name = "", value = ""] = part.toUpperCase().split("=", 2);
    if (parts.has(name)) throw new RuleError(name, "twice");
    parts.set(name, value);
  }
  const frequency = FREQUENCIES.find((one) => one.toUpperCase() === parts.get("FREQ"));
  if (frequency === undefined) throw new RuleError("FREQ", parts.has("FREQ") ? "unsupported" : "missing");
  parts.delete("FREQ");
  const rule = plainRule(frequency);
  for (const [name, value] of parts) {
    const read = READERS[name];
    if (read === undefined) throw new RuleError(name, "unsupported");
    Object.assign(rule, read(value, name));
  }
  refuseCombinations(rule, parts);
  return rule;
}

/** How each part of a rule is read. */
const READERS: Record<string, (value: string, name: string) => Partial<Rule>> = {
  INTERVAL: (value, name) => ({ interval: readNumber(value, name, 1, RULE_LIMITS.interval) }),
  COUNT: (value, name) => ({ count: readNumber(value, name, 1, RULE_LIMITS.count) }),
  UNTIL: (value, name) => ({ until: readUntil(value, name) }),
  WKST: (value, name) => ({ weekStart: readWeekday(value, name) }),
  BYMONTH: (value, name) => ({ months: readNumbers(value, name, 1, 12) }),
  BYMONTHDAY: (value, name) => ({ monthDays: readNumbers(value, name, -31, 31) }),
  BYSETPOS: (value, name) => ({ positions: readNumbers(value, name, -366, 366) }),
  BYDAY: (value, name) => ({ weekdays: sortWeekdays(value.split(",").map((one) => readRuleWeekday(one, name))) }),
};

function refuseCombinations(rule: Rule, parts: ReadonlyMap<string, string>): void {
  const { frequency, weekdays, monthDays, positions } = rule;
  if (parts.has("COUNT") && parts.has("UNTIL")) throw new RuleError("UNTIL", "combination");
  if (weekdays.some(({ ordinal }) => ordinal !== null) && (frequency === "daily" || frequency === "weekly"))
    throw new RuleError("BYDAY", "combination");
  if (monthDays.length > 0 && frequency === "weekly") throw new RuleError("BYMONTHDAY", "combination");
  const hasDays = weekdays.length + monthDays.length + rule.months.length > 0;
  if (positions.length > 0 && (frequency === "daily" || !hasDays)) throw new RuleError("BYSETPOS", "combination");
}

function readNumber(text: string, name: string, minimum: number, maximum: number): number {
  const number = Number(text);
  if (!/^[+-]?\d{1,4}$/.test(text) || number < minimum || number > maximum || number === 0)
    throw new RuleError(name, "value");
  return number;
}

function readNumbers(text: string, name: string, minimum: number, maximum: number): number[] {
  const numbers = text.split(",").map((one) => readNumber(one, name, minimum, maximum));
  return [...new Set(numbers)].sort((left, right) => left - right);
}

function readWeekday(text: string, name: string): number {
  const index = WEEKDAYS.indexOf(text);
  if (index < 0) throw new RuleError(name, "value");
  return index + 1;
}

function readRuleWeekday(text: string, name: string): RuleWeekday {
  const [, ordinal, weekday = ""] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  return {
    weekday: readWeekday(weekday, name),
    ordinal: ordinal === undefined ? null : readNumber(ordinal, name, -53, 53),
  };
}

function sortWeekdays(weekdays: RuleWeekday[]): RuleWeekday[] {
  const keyOf = ({ weekday, ordinal }: RuleWeekday) => weekday * 200 + (ordinal ?? 0);
  const distinct = new Map(weekdays.map((one) => [keyOf(one), one]));
  return [...distinct.values()].sort((left, right) => keyOf(left) - keyOf(right));
}

/** Reads a date; of a date with a time, only the day. */
function readUntil(text: string, name: string): Day {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})(?:T\d{6}Z?)?$/.exec(text) ?? [];
  const day = `${year}-${month}-${date}`;
  if (!isDay(day)) throw new RuleError(name, "value");
  return day;
}

/**
 * Prints a rule in canonical form: parts in a fixed order, without defaults. Equal rules have equal texts. `WKST` is
 * always included, because its default differs between countries and it can change the result.
 */
export function printRule({ frequency, interval, weekStart, count, until, ...lists }: Rule): string {
  const parts = {
    INTERVAL: interval > 1 && interval,
    BYMONTH: lists.months.join(),
    BYMONTHDAY: lists.monthDays.join(),
    BYDAY: lists.weekdays.map(({ weekday, ordinal }) => `${ordinal ?? ""}${WEEKDAYS[weekday - 1]}`).join(),
    BYSETPOS: lists.positions.join(),
    WKST: WEEKDAYS[weekStart - 1],
    COUNT: count,
    UNTIL: until?.replaceAll("-", ""),
  };
  const texts = Object.entries(parts).flatMap(([name, value]) => (value ? `;${name}=${value}` : []));
  return `FREQ=${frequency.toUpperCase()}${texts.join("")}`;
}
