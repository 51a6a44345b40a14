import { expect, test } from "vitest";
import { dayOf } from "./due-choices.ts";

test.each([
  ["today", "2026-12-31", "2026-12-31"],
  ["tomorrow", "2026-12-31", "2027-01-01"],
  ["weekend", "2026-11-25", "2026-11-28"],
  ["weekend", "2026-11-28", "2026-12-05"],
  ["nextWeek", "2026-11-25", "2026-11-30"],
  ["nextWeek", "2026-11-30", "2026-12-07"],
  ["nextMonth", "2026-12-31", "2027-01-01"],
  ["nextMonth", "2028-01-31", "2028-02-01"],
] as const)("resolves %s on %s to %s", (choice, today, day) => {
  expect(dayOf(choice, today, 1)).toBe(day);
});

test("returns Sunday as the start of next week when weeks begin on Sunday", () => {
  expect(dayOf("nextWeek", "2026-11-25", 7)).toBe("2026-11-29");
});
