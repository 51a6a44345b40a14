import { expect, test } from "vitest";
import { snoozeTimes } from "./snooze-times.ts";

const berlin = { timeZone: "Europe/Berlin", weekStart: 1, dayTime: "08:30" };

function times(now: string, clock = berlin) {
  return Object.fromEntries(snoozeTimes(new Date(now), clock).map(({ name, at }) => [name, at.toISOString()]));
}

test("suggests times in the zone of the person, at their time of day", () => {
  expect(times("2026-12-02T10:00:00Z")).toEqual({
    hour: "2026-12-02T11:00:00.000Z",
    evening: "2026-12-02T17:00:00.000Z",
    morning: "2026-12-03T07:30:00.000Z",
    week: "2026-12-07T07:30:00.000Z",
  });
});

test("does not suggest an evening that has begun, and counts days in the zone", () => {
  expect(times("2026-12-02T23:30:00Z")).toEqual({
    hour: "2026-12-03T00:30:00.000Z",
    evening: "2026-12-03T17:00:00.000Z",
    morning: "2026-12-04T07:30:00.000Z",
    week: "2026-12-07T07:30:00.000Z",
  });
  expect(times("2026-12-02T17:00:00Z")).not.toHaveProperty("evening");
});

test("keeps the time of day over a change of the clocks", () => {
  expect(times("2026-10-24T10:00:00Z")["morning"]).toBe("2026-10-25T07:30:00.000Z");
});
