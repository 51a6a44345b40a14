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
