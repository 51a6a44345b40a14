import { expect, test } from "vitest";
import { afterQuietHours, nextTimeOfDay } from "./delivery-time.ts";

const berlin = "Europe/Berlin";

test.each([
  ["2026-12-01T06:00:00.000Z", "2026-12-01T07:00:00.000Z"],
  ["2026-12-01T07:00:00.000Z", "2026-12-02T07:00:00.000Z"],
  ["2026-10-24T08:00:00.000Z", "2026-10-25T07:00:00.000Z"],
])("the next 08:00 in Berlin after %s is %s", (now, next) => {
  expect(nextTimeOfDay(new Date(now), "08:00", berlin).toISOString()).toBe(next);
});

const night = { from: "22:00", to: "07:00" };
const noon = { from: "12:00", to: "13:00" };

test.each([
  ["2026-12-01T20:59:00.000Z", night, "2026-12-01T20:59:00.000Z"],
  ["2026-12-01T21:00:00.000Z", night, "2026-12-02T06:00:00.000Z"],
  ["2026-12-02T05:59:00.000Z", night, "2026-12-02T06:00:00.000Z"],
  ["2026-12-02T06:00:00.000Z", night, "2026-12-02T06:00:00.000Z"],
  ["2026-12-02T11:30:00.000Z", noon, "2026-12-02T12:00:00.000Z"],
  ["2026-12-02T12:00:00.000Z", noon, "2026-12-02T12:00:00.000Z"],
  ["2026-12-02T12:00:00.000Z", null, "2026-12-02T12:00:00.000Z"],
])("an email of %s with the quiet hours %j is sent at %s", (now, hours, sent) => {
  expect(afterQuietHours(new Date(now), hours, berlin).toISOString()).toBe(sent);
});

const newYork = "America/New_York";

test.each([
  [berlin, "2026-10-24T20:30:00.000Z", "02:30", "2026-10-25T00:30:00.000Z"],
  [berlin, "2026-10-25T00:15:00.000Z", "02:30", "2026-10-25T00:30:00.000Z"],
  [berlin, "2026-10-25T01:15:40.000Z", "02:30", "2026-10-25T01:30:00.000Z"],
  [newYork, "2026-11-01T05:15:00.000Z", "01:30", "2026-11-01T05:30:00.000Z"],
  [newYork, "2026-11-01T06:15:00.000Z", "01:30", "2026-11-01T06:30:00.000Z"],
  [berlin, "2026-03-29T01:10:00.000Z", "02:30", "2026-03-29T01:30:00.000Z"],
])("in %s, while the clocks change at %s, the next %s is at %s", (zone, now, to, end) => {
  expect(nextTimeOfDay(new Date(now), to, zone).toISOString()).toBe(end);
});

test.each([
  [berlin, "2026-10-25T01:15:00.000Z", "02:30", "2026-10-25T01:30:00.000Z"],
  [newYork, "2026-11-01T06:15:00.000Z", "01:30", "2026-11-01T06:30:00.000Z"],
])(
  "an email in %s is not delayed by a day if the clocks show the end of the quiet hours twice",
  (zone, now, to, sent) => {
    expect(afterQuietHours(new Date(now), { from: "22:00", to }, zone).toISOString()).toBe(sent);
  },
);
