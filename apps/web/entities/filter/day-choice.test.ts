import { isDayPoint } from "@docket/schema/filter/day-point";
import type { DateCondition } from "@docket/schema/filter/expression";
import { expect, test } from "vitest";
import { DATE_RELATIONS, DAY_CHOICES, dayOffset, relationOf, withRelation } from "./day-choice.ts";

const CONDITIONS: DateCondition[] = [
  { field: "due", is: "none" },
  { field: "due", from: null, to: "today" },
  { field: "due", from: "today-7", to: null },
  { field: "due", from: "2026-12-01", to: "2026-12-01" },
  { field: "due", from: "today", to: "today+7" },
];

test("converts each operator to every other one", () => {
  for (const condition of CONDITIONS)
    for (const relation of DATE_RELATIONS) {
      const changed = withRelation(condition, relation);
      expect(relationOf(changed), `${JSON.stringify(condition)} ${relation}`).toBe(relation);
      const days = "is" in changed ? [] : [changed.from, changed.to].filter((day) => day !== null);
      expect(days.every(isDayPoint)).toBe(true);
    }
});

test("returns the offset of relative days from today", () => {
  expect(DAY_CHOICES.map(dayOffset)).toEqual([-30, -7, -1, 0, 1, 7, 30]);
  expect(dayOffset("2026-12-01")).toBeNull();
});
