import { expect, test } from "vitest";
import { reminderInstant } from "./reminder-time.ts";
import type { Reminder } from "./reminder.ts";
import type { When } from "./when.ts";

const berlin = { timeZone: "Europe/Berlin", dayTime: "09:00" };

function instant(reminder: Partial<Reminder>, due: When | null, clock = berlin): string | undefined {
  const time = { basis: "due" as const, offsetMinutes: 0, when: null, ...reminder };
  return reminderInstant(time, { start: null, due }, clock)?.toISOString();
}

test.each<[string, Partial<Reminder>, When | null, string | undefined]>([
  ["a time in a zone", {}, { date: "2026-12-01", time: "17:00", timeZone: "Asia/Tokyo" }, "2026-12-01T08:00:00.000Z"],
  ["a floating time", { offsetMinutes: 30 }, { date: "2026-12-01", time: "17:00" }, "2026-12-01T15:30:00.000Z"],
  ["a day", {}, { date: "2026-12-01" }, "2026-12-01T08:00:00.000Z"],
  ["the day before a change of the clock", { offsetMinutes: 1440 }, { date: "2026-10-25" }, "2026-10-24T07:00:00.000Z"],
  ["a time in a gap", {}, { date: "2026-03-29", time: "02:30" }, "2026-03-29T01:30:00.000Z"],
  ["a time in a fold, the first", {}, { date: "2026-10-25", time: "02:30" }, "2026-10-25T00:30:00.000Z"],
  ["no date", {}, null, undefined],
  ["a basis without a date", { basis: "start" }, { date: "2026-12-01" }, undefined],
  ["an unknown zone", {}, { date: "2026-12-01", time: "17:00", timeZone: "Mars/Olympus" }, undefined],
  [
    "a date of its own",
    { basis: "absolute", offsetMinutes: null, when: { date: "2026-12-24", time: "08:15" } },
    { date: "2026-12-01" },
    "2026-12-24T07:15:00.000Z",
  ],
])("returns the instant for %s", (_name, reminder, due, expected) => {
  expect(instant(reminder, due)).toBe(expected);
});

test("a day begins at the time and in the zone of the person", () => {
  expect(instant({}, { date: "2026-12-01" }, { timeZone: "Pacific/Auckland", dayTime: "07:30" })).toBe(
    "2026-11-30T18:30:00.000Z",
  );
});
