import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { cpuTimeOf } from "../testing/cpu-time.ts";
import {
  COMPARED_DAYS,
  interpreterOf,
  randomRuleCases,
  randomRules,
  referenceDays,
} from "../testing/reference-rules.ts";
import { nextOccurrence, nextOccurrences } from "./occurrences.ts";
import { isRule, parseRule, printRule } from "./rule-text.ts";
import type { Rule } from "./rule.ts";
import { keepMonthEnd, plainRule } from "./rule.ts";

function ruleOf(text: string): Rule {
  const rule = parseRule(text);
  if (!isRule(rule)) throw new Error(`${text}: ${rule.part} ${rule.reason}`);
  return rule;
}

/** Returns the first occurrences of a rule. */
function daysOf(rule: Rule | string, start: string, count: number, from = start): string[] {
  return nextOccurrences({ rule: typeof rule === "string" ? ruleOf(rule) : rule, start }, count, from);
}

/** Returns the shortest CPU time of five runs in milliseconds. */
async function shortestTimeOf(work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) times.push(await cpuTimeOf(work));
  return Math.min(...times);
}

describe("occurrences", () => {
  test("of a monthly rule keep the end of the month", () => {
    const monthly = (day: number) => ({ ...plainRule("monthly"), ...keepMonthEnd(day) });
    expect(daysOf(monthly(31), "2027-01-31", 4)).toEqual(["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]);
    expect(daysOf(monthly(30), "2028-01-30", 3)).toEqual(["2028-01-30", "2028-02-29", "2028-03-30"]);
    expect(daysOf("FREQ=MONTHLY;BYMONTHDAY=31", "2027-01-31", 3)).toEqual(["2027-01-31", "2027-03-31", "2027-05-31"]);
  });

  test("of every second week depend on the first day of the week", () => {
    const rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=";
    expect(daysOf(`${rule}MO`, "2026-11-24", 2)).toEqual(["2026-11-24", "2026-11-29"]);
    expect(daysOf(`${rule}SU`, "2026-11-24", 2)).toEqual(["2026-11-24", "2026-12-06"]);
  });

  test.each([
    ["FREQ=MONTHLY;BYDAY=-1FR", "2026-11-01", ["2026-11-27", "2026-12-25", "2027-01-29"]],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-11-01", ["2026-11-30", "2026-12-31", "2027-01-29"]],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2026-11-01", ["2028-02-29", "2032-02-29", "2036-02-29"]],
    ["FREQ=YEARLY;BYDAY=-1MO", "2026-01-01", ["2026-12-28", "2027-12-27", "2028-12-25"]],
    ["FREQ=DAILY;BYMONTH=1;BYMONTHDAY=-1,1", "2026-11-01", ["2027-01-01", "2027-01-31", "2028-01-01"]],
    ["FREQ=WEEKLY;UNTIL=20261215", "2026-12-01", ["2026-12-01", "2026-12-08", "2026-12-15"]],
  ])("of %s from %s", (rule, start, days) => {
    expect(daysOf(rule, start, 3)).toEqual(days);
  });

  test("start with the start only if it matches, and count from there", () => {
    expect(daysOf("FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-11-24", 9)).toEqual(["2026-11-30", "2026-12-07"]);
    expect(daysOf("FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2026-11-24", 9, "2026-12-01")).toEqual(["2026-12-07"]);
  });

  test("end at the last supported day, and if no day matches", () => {
    expect(daysOf("FREQ=YEARLY", "2199-05-01", 9)).toEqual(["2199-05-01", "2200-05-01"]);
    expect(daysOf("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01", 1)).toEqual([]);
    expect(nextOccurrence({ rule: ruleOf("FREQ=DAILY;COUNT=1"), start: "2026-01-01" }, "2026-01-01")).toBeNull();
  });

  test.each([
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2026-01-01"],
    ["FREQ=DAILY;INTERVAL=999;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "1970-01-01"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA", "2026-01-01"],
    ["FREQ=YEARLY;BYDAY=53MO,-53TU;BYSETPOS=9", "2026-01-01"],
    ["FREQ=DAILY;COUNT=9999", "1970-01-01"],
    ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;COUNT=9999", "1970-01-01"],
    ["FREQ=YEARLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10;BYSETPOS=1,50,100,-1;COUNT=9999", "1970-01-01"],
  ])("of %s are found within 20 ms, or that there are none", async (rule, start) => {
    const recurrence = { rule: ruleOf(rule), start };
    const time = await shortestTimeOf(() => nextOccurrence(recurrence, "1996-01-01") ?? nextOccurrences(recurrence, 1));
    expect(time).toBeLessThan(20);
  });

  const everyOrdinal = [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5].flatMap((ordinal) =>
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].map((weekday) => `${ordinal}${weekday}`),
  );
  const everyDay = Array.from({ length: 31 }, (_, index) => index + 1);
  test.each([
    ["weekdays", `FREQ=MONTHLY;BYDAY=${everyOrdinal.join()};BYSETPOS=31;COUNT=9999`, "2190-01-31"],
    ["days of the month", `FREQ=YEARLY;BYMONTHDAY=${everyDay.join()};BYSETPOS=366;COUNT=9999`, "2192-12-31"],
    ["positions", `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=${everyDay.join()};COUNT=9999`, "2190-01-02"],
  ])("of a rule with many %s are counted over 220 years within 20 ms", async (_, rule, day) => {
    const recurrence = { rule: ruleOf(rule), start: "1970-01-01" };
    expect(nextOccurrence(recurrence, "2190-01-01")).toBe(day);
    expect(await shortestTimeOf(() => nextOccurrence(recurrence, "2190-01-01"))).toBeLessThan(20);
  });

  test("are the same when the search starts later", () => {
    for (const { rule, start, days } of recordedVectors().filter((_, index) => index % 4 === 0))
      for (const [index, day] of days.slice(1).entries())
        expect(nextOccurrence({ rule: ruleOf(rule), start }, days[index] ?? ""), `${rule} ${start}`).toBe(day);
  });
});

type Vector = { rule: string; start: string; days: string[] };

/** Reads the rules with the first eight occurrences that python-dateutil 2.9 computed. */
function recordedVectors(): Vector[] {
  const lines = readFileSync(new URL("vectors.txt", import.meta.url), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => {
    const [rule = "", start = "", ...days] = line.trim().split(" ");
    return { rule, start, days };
  });
}

it("equals the recorded occurrences of another implementation", () => {
  const vectors = recordedVectors();
  expect(vectors.length).toBeGreaterThanOrEqual(600);
  for (const { rule, start, days } of vectors) expect(daysOf(rule, start, 8), `${rule} ${start}`).toEqual(days);
});

const python = interpreterOf("python-dateutil");

it.skipIf(python === null)("equals python-dateutil for random rules", () => {
  const cases = randomRuleCases(200, 4);
  const answers = referenceDays("python-dateutil", python ?? "", cases);
  for (const [index, { rule, start, last }] of cases.entries()) {
    const days = daysOf(rule, start, COMPARED_DAYS).filter((day) => day <= last);
    expect(days.join(" "), `${rule} ${start}`).toBe(answers[index]);
  }
});

describe("the text of a rule", () => {
  test("is canonical: equal rules have the same text", () => {
    for (const { rule } of recordedVectors()) {
      const text = printRule(ruleOf(rule));
      expect(printRule(ruleOf(text))).toBe(text);
      expect(ruleOf(text)).toEqual(ruleOf(rule));
    }
    expect(printRule(ruleOf("rrule:byday=we,mo,mo;freq=weekly;interval=1"))).toBe("FREQ=WEEKLY;BYDAY=MO,WE;WKST=MO");
  });

  test.each([
    ["", "FREQ", "missing"],
    ["FREQ=HOURLY", "FREQ", "unsupported"],
    ["FREQ=DAILY;BYHOUR=9", "BYHOUR", "unsupported"],
    ["FREQ=DAILY;INTERVAL=0", "INTERVAL", "value"],
    ["FREQ=DAILY;INTERVAL=1000", "INTERVAL", "value"],
    ["FREQ=DAILY;COUNT=10000", "COUNT", "value"],
    ["FREQ=DAILY;COUNT=2;UNTIL=20270101", "UNTIL", "combination"],
    ["FREQ=DAILY;UNTIL=20270230", "UNTIL", "value"],
    ["FREQ=WEEKLY;BYDAY=1MO", "BYDAY", "combination"],
    ["FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY", "combination"],
    ["FREQ=MONTHLY;BYMONTHDAY=0", "BYMONTHDAY", "value"],
    ["FREQ=MONTHLY;BYDAY=54MO", "BYDAY", "value"],
    ["FREQ=MONTHLY;BYDAY=XX", "BYDAY", "value"],
    ["FREQ=DAILY;BYMONTH=1;BYSETPOS=1", "BYSETPOS", "combination"],
    ["FREQ=DAILY;FREQ=DAILY", "FREQ", "twice"],
  ])("%s is rejected because of %s (%s)", (text, part, reason) => {
    expect(parseRule(text)).toEqual({ part, reason });
  });

  test("is never parsed with an exception", () => {
    const damaged = fc.tuple(randomRules, fc.nat(79)).map(([rule, at]) => rule.slice(0, at) + rule.slice(at + 1));
    const isAnswered = fc.property(fc.oneof(fc.string({ maxLength: 200 }), damaged), (text) => {
      expect(parseRule(text)).toBeTypeOf("object");
    });
    fc.assert(isAnswered, { numRuns: 500 });
  });
});
