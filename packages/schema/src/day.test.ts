import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Day } from "./day-schema.ts";
import {
  addDays,
  addMonths,
  dayFromNumber,
  dayInZone,
  dayNumber,
  daySpan,
  daysInMonth,
  instantOf,
  isDay,
  isTimeZone,
  wallClock,
  weekdayOf,
} from "./day.ts";

const days = fc.integer({ min: 0, max: 80_000 }).map(dayFromNumber);
const zones = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Africa/Cairo",
  "America/St_Johns",
  "UTC",
);
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);

it("is tested in the zone that the run asks for", () => {
  // Node may know the zone by another name, such as Asia/Calcutta.
  const asked = new Intl.DateTimeFormat("en", { timeZone: process.env["TZ"] });
  expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(asked.resolvedOptions().timeZone);
});

describe("days", () => {
  it("are numbered like the days of the platform's UTC calendar", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(dayNumber(day) * 86_400_000).toBe(new Date(`${day}T00:00:00Z`).getTime());
        expect(dayFromNumber(dayNumber(day))).toBe(day);
      }),
    );
  });

  it("addDays with the negated count returns the original day", () => {
    fc.assert(
      // Starts at day 4000 so that subtracting days never leads to a date before 1970.
      fc.property(
        days.map((day) => addDays(day, 4_000)),
        fc.integer({ min: -3650, max: 3650 }),
        (day, count) => {
          expect(addDays(addDays(day, count), -count)).toBe(day);
        },
      ),
    );
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2100-02-28", 1)).toBe("2100-03-01");
  });

  it.each([
    "2026-02-30",
    "2025-02-29",
    "2026-13-01",
    "2026-00-10",
    "1969-12-31",
    "2201-01-01",
    "2026-1-1",
    "infinity",
    "20260101",
    "",
  ])("rejects %s as a day", (text) => {
    expect(isDay(text)).toBe(false);
    expect(Day.safeParse(text).success).toBe(false);
  });

  it.each([
    ["2026-11-25", 3],
    ["2026-11-29", 7],
    ["1969-12-31", 3],
  ])("%s is weekday %i", (day, weekday) => {
    expect(weekdayOf(day)).toBe(weekday);
  });

  it("returns the length of February in leap years and other years", () => {
    expect([2023, 2024, 2000, 1900].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 29, 28]);
  });
});

describe("instants", () => {
  it("show the day and time from which they were computed, except in a gap", () => {
    fc.assert(
      fc.property(days, times, zones, (day, time, zone) => {
        const clock = wallClock(instantOf(day, time, zone), zone);
        const [hours = 0, minutes = 0] = time.split(":").map(Number);
        const shift = (dayNumber(clock.day) - dayNumber(day)) * 1440 + clock.minutes - (hours * 60 + minutes);
        // A time in a gap moves forward by the length of the gap, never backward. The longest gap is a whole day, which
        // Apia once skipped.
        expect(shift).toBeGreaterThanOrEqual(0);
        expect(shift).toBeLessThanOrEqual(1440);
      }),
    );
  });

  it.each([
    ["2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["2026-04-24", "00:00", "Africa/Cairo", "2026-04-23T22:00:00.000Z"],
    ["2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
    ["2026-07-01", "12:00", "Asia/Kolkata", "2026-07-01T06:30:00.000Z"],
  ])("instantOf: %s %s in %s is %s", (day, time, zone, instant) => {
    expect(instantOf(day, time, zone).toISOString()).toBe(instant);
  });

  it("belong to the calendar day in the time zone", () => {
    const instant = new Date("2026-11-24T03:00:00Z");
    expect(dayInZone(instant, "America/New_York")).toBe("2026-11-23");
    expect(dayInZone(instant, "Pacific/Auckland")).toBe("2026-11-24");
  });

  it("isTimeZone accepts only known names", () => {
    expect(isTimeZone("Europe/Berlin")).toBe(true);
    expect(["Europe/Nowhere", "", "../etc/passwd", "+01:00"].map(isTimeZone)).toEqual([false, false, false, false]);
  });
});

describe("daySpan", () => {
  it("returns the day in the time zone with its start and end", () => {
    const at = new Date("2026-11-23T23:30:00.000Z");
    expect(daySpan(at, "UTC")).toEqual({
      day: "2026-11-23",
      startsAt: new Date("2026-11-23T00:00:00.000Z"),
      endsAt: new Date("2026-11-24T00:00:00.000Z"),
    });
    expect(daySpan(at, "Asia/Tokyo").day).toBe("2026-11-24");
  });

  it("returns the next day after midnight, and the previous day for an earlier instant", () => {
    const [evening, midnight] = [new Date("2026-11-23T23:59:59.999Z"), new Date("2026-11-24T00:00:00.000Z")];
    expect([evening, midnight, evening].map((at) => daySpan(at, "UTC").day)).toEqual([
      "2026-11-23",
      "2026-11-24",
      "2026-11-23",
    ]);
  });

  it("spans 23 or 25 hours on days when the clocks change", () => {
    const hours = (at: string) => {
      const { startsAt, endsAt } = daySpan(new Date(at), "Europe/Berlin");
      return (endsAt.getTime() - startsAt.getTime()) / 3_600_000;
    };
    expect([hours("2026-03-29T12:00:00Z"), hours("2026-10-25T12:00:00Z"), hours("2026-11-23T12:00:00Z")]).toEqual([
      23, 25, 24,
    ]);
  });

  it("starts at the end of the gap on a day without midnight", () => {
    expect(daySpan(new Date("2026-09-06T12:00:00Z"), "America/Santiago").startsAt).toEqual(
      new Date("2026-09-06T04:00:00.000Z"),
    );
  });
});

it("adds months and clamps the day to the length of the month", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2028-01-31", 1)).toBe("2028-02-29");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
  expect(addMonths("2026-01-15", -1)).toBe("2025-12-15");
  expect(addMonths("2026-03-31", -13)).toBe("2025-02-28");
});
