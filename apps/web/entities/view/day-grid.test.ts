import { addDays, addMonths, dayNumber, isDay, weekdayOf } from "@docket/schema/day";
import { describe, expect, test } from "vitest";
import { calendarDays, firstOfMonth, shownWeeks, weekOf } from "./day-grid.ts";
import { dayByKey } from "./day-key.ts";

describe("weeks and months", () => {
  test("covers every month with whole weeks, whatever weekday the month or the week starts on", () => {
    const beginnings = new Set<string>();
    // These years cover every first weekday, leap years, and 2100, which is not a leap year.
    for (const year of [1970, 2000, 2023, 2024, 2025, 2026, 2027, 2028, 2100, 2200])
      for (let month = 1; month <= 12; month += 1)
        for (let weekStart = 1; weekStart <= 7; weekStart += 1) {
          const first = `${year}-${String(month).padStart(2, "0")}-01`;
          const weeks = shownWeeks("month", addDays(first, 14), weekStart);
          const days = weeks.flat();
          beginnings.add(`${weekdayOf(first)}/${weekStart}`);
          expect(weeks.every((week) => week.length === 7 && weekdayOf(week[0] ?? "") === weekStart)).toBe(true);
          expect(days.map(dayNumber)).toEqual(days.map((_, index) => dayNumber(days[0] ?? "") + index));
          const isOfMonth = (day: string | undefined) => day?.slice(0, 7) === first.slice(0, 7);
          expect(weeks[0]?.some(isOfMonth) && weeks.at(-1)?.some(isOfMonth)).toBe(true);
          expect(days.filter(isOfMonth)).toHaveLength(dayNumber(addMonths(first, 1)) - dayNumber(first));
        }
    expect(beginnings.size).toBe(49);
  });

  test("returns weeks that span two months or years", () => {
    expect(weekOf("2027-01-01", 1)).toEqual([
      "2026-12-28",
      "2026-12-29",
      "2026-12-30",
      "2026-12-31",
      "2027-01-01",
      "2027-01-02",
      "2027-01-03",
    ]);
    expect(weekOf("2024-02-29", 7)[0]).toBe("2024-02-25");
    expect(shownWeeks("week", "2027-01-01", 1)).toEqual([weekOf("2027-01-01", 1)]);
  });

  test("returns the first day of a month", () => {
    expect(firstOfMonth("2026-11-25")).toBe("2026-11-01");
  });
});

test("moves by days, weeks and pages, and returns null outside the supported range", () => {
  expect(dayByKey("ArrowRight", "2026-12-31", "month", 1)).toBe("2027-01-01");
  expect(dayByKey("ArrowUp", "2026-03-03", "month", 1)).toBe("2026-02-24");
  expect(dayByKey("Home", "2026-11-25", "month", 1)).toBe("2026-11-23");
  expect(dayByKey("End", "2026-11-25", "month", 7)).toBe("2026-11-28");
  expect(dayByKey("PageDown", "2026-01-31", "month", 1)).toBe("2026-02-28");
  expect(dayByKey("PageUp", "2026-11-25", "week", 1)).toBe("2026-11-18");
  expect(dayByKey("PageDown", "2200-12-01", "month", 1)).toBeNull();
  expect(dayByKey("ArrowLeft", "1970-01-01", "month", 1)).toBeNull();
  expect(dayByKey("x", "2026-01-01", "month", 1)).toBeNull();
});

const reader = { today: "2026-11-29", weekStart: 1 };

test("requests the tasks of a week, and those that can last into it", () => {
  expect(calendarDays({ range: "week", day: "2026-11-25" }, reader)).toEqual({
    dueFrom: "2026-11-23",
    dueTo: "2026-11-29",
    withLasting: true,
  });
});

test("clamps the requested days to the range of valid due dates", () => {
  expect(calendarDays({ range: "month", day: "2026-11-25" }, reader)).toEqual({
    dueFrom: "2026-10-26",
    dueTo: "2026-12-06",
    withLasting: true,
  });
  for (const range of ["month", "week"] as const)
    for (const day of ["1970-01-03", "2200-12-31"]) {
      const { dueFrom, dueTo } = calendarDays({ range, day }, reader);
      expect(isDay(dueFrom) && isDay(dueTo)).toBe(true);
    }
});
