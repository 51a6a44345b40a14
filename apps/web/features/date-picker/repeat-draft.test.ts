import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import { describe, expect, test } from "vitest";
import { recurrenceOf, repeatDraftOf, repeatOf } from "./repeat-draft.ts";
import type { RepeatDraft } from "./repeat-draft.ts";

const MONDAY = 1;

function ruleFor(draft: Partial<RepeatDraft>, day: string): string | null {
  const repeat = repeatOf({ ...repeatDraftOf(null, day), ...draft }, day, MONDAY);
  return repeat && recurrenceOf(repeat).rule;
}

describe("the fields for repeating", () => {
  test.each([
    ["daily", "2026-11-24", "FREQ=DAILY;WKST=MO"],
    ["workdays", "2026-11-24", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO"],
    ["weekly", "2026-11-24", "FREQ=WEEKLY;BYDAY=TU;WKST=MO"],
    ["monthly", "2026-11-24", "FREQ=MONTHLY;BYMONTHDAY=24;WKST=MO"],
    ["monthly", "2026-12-31", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;WKST=MO"],
    ["lastDay", "2026-11-24", "FREQ=MONTHLY;BYMONTHDAY=-1;WKST=MO"],
    ["yearly", "2026-11-24", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24;WKST=MO"],
    ["yearly", "2028-02-29", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1;WKST=MO"],
    ["never", "2026-11-24", null],
  ] as const)("%s from %s is %s", (kind, day, rule) => {
    expect(ruleFor({ kind }, day)).toBe(rule);
  });

  test.each([
    [{ frequency: "daily", interval: 3 }, "FREQ=DAILY;INTERVAL=3;WKST=MO"],
    [{ frequency: "weekly", interval: 2 }, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=MO"],
    [{ frequency: "weekly", weekdays: [7, 2] }, "FREQ=WEEKLY;BYDAY=TU,SU;WKST=MO"],
    [{ frequency: "monthly", monthChoice: "weekday" }, "FREQ=MONTHLY;BYDAY=-1TU;WKST=MO"],
    [{ frequency: "yearly", monthChoice: "lastDay" }, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1;WKST=MO"],
    [{ frequency: "daily", end: "count", count: 5 }, "FREQ=DAILY;WKST=MO;COUNT=5"],
    [{ frequency: "daily", end: "until", until: "2026-12-31" }, "FREQ=DAILY;WKST=MO;UNTIL=20261231"],
  ] as const)("custom %j", (fields, rule) => {
    expect(ruleFor({ kind: "custom", ...fields }, "2026-11-24")).toBe(rule);
  });

  test("name the second Tuesday by its number, and the last one as the last", () => {
    const monthly = { kind: "custom", frequency: "monthly", monthChoice: "weekday" } as const;
    expect(ruleFor(monthly, "2026-11-10")).toBe("FREQ=MONTHLY;BYDAY=2TU;WKST=MO");
    expect(ruleFor(monthly, "2026-09-29")).toBe("FREQ=MONTHLY;BYDAY=-1TU;WKST=MO");
  });

  test("count from completion", () => {
    const repeat = repeatOf(
      { ...repeatDraftOf(null, "2026-11-24"), kind: "completion", frequency: "daily", interval: 3 },
      "2026-11-24",
      MONDAY,
    );
    expect(repeat && recurrenceOf(repeat)).toEqual({
      rule: "FREQ=DAILY;INTERVAL=3;WKST=MO",
      from: "completion",
      catchUp: "skip",
    });
  });

  test("keep a rule that they can't show, with all of its parts", () => {
    const recurrence = {
      rule: "FREQ=MONTHLY;BYDAY=1MO,3MO;WKST=SU;COUNT=4",
      from: "schedule",
      catchUp: "all",
    } as const;
    const draft = repeatDraftOf(recurrence, "2026-11-24");
    expect(draft).toMatchObject({ kind: "kept", frequency: "monthly", end: "count", count: 4 });
    const repeat = repeatOf(draft, "2026-11-24", MONDAY);
    expect(repeat && recurrenceOf(repeat)).toEqual(recurrence);
  });

  test("select the day itself as the first occurrence", () => {
    for (const day of ["2026-11-24", "2027-01-31", "2028-02-29", "2026-12-01"])
      for (const kind of ["daily", "weekly", "monthly", "yearly"] as const) {
        const repeat = repeatOf({ ...repeatDraftOf(null, day), kind }, day, MONDAY);
        expect(repeat && nextOccurrences({ rule: repeat.rule, start: day }, 1), `${kind} ${day}`).toEqual([day]);
      }
  });
});
