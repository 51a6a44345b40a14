import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayFromNumber } from "./day.ts";
import { dayOfWhen, putOnDay, timeOfWhen } from "./when-day.ts";
import { isWithinDays } from "./within-days.ts";

const days = fc.integer({ min: 10_000, max: 30_000 }).map(dayFromNumber);
const zones = fc.constantFrom("Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "UTC");
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hours, minutes]) => `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`);
const whens = fc.oneof(
  fc.record({ date: days }),
  fc.record({ date: days, time: times }),
  fc.record({ date: days, time: times, timeZone: zones }),
);

test("isWithinDays is true only for the day returned by dayOfWhen", () => {
  fc.assert(
    fc.property(whens, zones, (when, zone) => {
      const day = dayOfWhen(when, zone);
      expect(isWithinDays(when, { from: day, to: day }, zone)).toBe(true);
      expect(isWithinDays(when, { from: addDays(day, 1), to: null }, zone)).toBe(false);
    }),
  );
});

test("putOnDay moves to the day and keeps the time and zone", () => {
  fc.assert(
    fc.property(whens, days, zones, (when, day, zone) => {
      const { date: _, ...time } = when;
      const { date: moved, ...kept } = putOnDay(when, day, zone);
      expect(kept).toEqual(time);
      expect(dayOfWhen({ ...time, date: moved }, zone)).toBe(day);
    }),
  );
});

test("timeOfWhen converts a time to the reader's zone", () => {
  const evening = { date: "2026-03-01", time: "23:00" };
  expect(timeOfWhen({ ...evening, timeZone: "America/Los_Angeles" }, "Europe/Berlin")).toBe("08:00");
  expect(timeOfWhen({ ...evening, timeZone: "Asia/Kolkata" }, "Europe/Berlin")).toBe("18:30");
  expect(timeOfWhen(evening, "Europe/Berlin")).toBe("23:00");
  expect(timeOfWhen({ date: "2026-03-01" }, "Europe/Berlin")).toBeUndefined();
});

test.each([
  [null, { date: "2026-03-05" }],
  [{ date: "2026-03-01" }, { date: "2026-03-05" }],
  [
    { date: "2026-03-01", time: "09:30" },
    { date: "2026-03-05", time: "09:30" },
  ],
  // Late evening in California is the next morning in Berlin.
  [
    { date: "2026-03-01", time: "23:00", timeZone: "America/Los_Angeles" },
    { date: "2026-03-04", time: "23:00", timeZone: "America/Los_Angeles" },
  ],
])("putOnDay in Berlin moves %j to March 5 as %j", (when, moved) => {
  expect(putOnDay(when, "2026-03-05", "Europe/Berlin")).toEqual(moved);
});
