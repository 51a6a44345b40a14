import type { When } from "@docket/schema/when";
import { expect, test } from "vitest";
import { createRows } from "../../replica/rows.fixture.ts";
import {
  clockChangeOn,
  clockTimesOf,
  coveredDays,
  drawnSpan,
  durationUntil,
  minutesAt,
  partOn,
  partsByDay,
  placeSpans,
  shiftedBy,
  spanOf,
} from "./day-time.ts";

const { task } = createRows();
const lasting = (due: When, durationMinutes: number | null) => ({ ...task("a", "a"), due, durationMinutes });

test.each([
  // Sunday, 29 March: clocks in Berlin go from 02:00 to 03:00.
  ["2026-03-29", "Europe/Berlin", { kind: "skipped", start: 120, end: 180 }],
  ["2026-10-25", "Europe/Berlin", { kind: "repeated", start: 120, end: 180 }],
  ["2026-11-01", "America/Los_Angeles", { kind: "repeated", start: 60, end: 120 }],
  ["2026-04-24", "Africa/Cairo", { kind: "skipped", start: 0, end: 60 }],
  ["2026-10-29", "Africa/Cairo", { kind: "repeated", start: 1380, end: 1440 }],
  ["2026-10-04", "Australia/Lord_Howe", { kind: "skipped", start: 120, end: 150 }],
  ["2026-04-05", "Australia/Lord_Howe", { kind: "repeated", start: 90, end: 120 }],
  ["2011-12-30", "Pacific/Apia", { kind: "skipped", start: 0, end: 1440 }],
  ["2026-03-29", "Asia/Kolkata", null],
  ["2026-03-30", "Europe/Berlin", null],
])("finds the change of the clock on %s in %s", (day, timeZone, change) => {
  expect(clockChangeOn(day, timeZone)).toEqual(change);
});

test("gives a task a part on each day that it lasts, also if it began before these days", () => {
  const long = lasting({ date: "2026-11-28", time: "22:00" }, 3 * 1440);
  const late = lasting({ date: "2026-12-01", time: "23:30" }, 60);
  const allDay = lasting({ date: "2026-12-01" }, 60);
  const days = ["2026-11-30", "2026-12-01", "2026-12-02"];
  const parts = [...partsByDay([long, late, allDay], days, "Europe/Berlin").values()];
  expect(parts).toEqual([
    [{ task: long, part: { start: 0, end: 1440, isFirst: false, isLast: false } }],
    [
      { task: long, part: { start: 0, end: 1320, isFirst: false, isLast: true } },
      { task: late, part: { start: 1410, end: 1440, isFirst: true, isLast: false } },
    ],
    [{ task: late, part: { start: 0, end: 30, isFirst: false, isLast: true } }],
  ]);
});

const november = { from: "2026-11-16", to: "2026-11-29" };

test.each([
  [{ date: "2026-11-27", time: "22:00" }, 120, "Europe/Berlin", ["2026-11-27"]],
  [{ date: "2026-11-27", time: "22:00" }, 121, "Europe/Berlin", ["2026-11-27", "2026-11-28"]],
  // Without a time, a duration says nothing about days.
  [{ date: "2026-11-27" }, 5000, "Europe/Berlin", ["2026-11-27"]],
  // 20 days that began before the range, and a year around it.
  [{ date: "2026-10-28", time: "09:00" }, 20 * 1440, "Europe/Berlin", ["2026-11-16", "2026-11-17"]],
  [{ date: "2026-11-15", time: "09:00" }, 1440, "Europe/Berlin", ["2026-11-16"]],
  [{ date: "2026-11-28", time: "09:00" }, 20 * 1440, "Europe/Berlin", ["2026-11-28", "2026-11-29"]],
  [{ date: "2026-11-15", time: "09:00" }, null, "Europe/Berlin", []],
  // Late evening in California is the next morning in Berlin.
  [
    { date: "2026-11-26", time: "23:00", timeZone: "America/Los_Angeles" },
    1440,
    "Europe/Berlin",
    ["2026-11-27", "2026-11-28"],
  ],
])("says which days %o with %s minutes covers in %s", (due, minutes, timeZone, days) => {
  expect(coveredDays(lasting(due, minutes), november, timeZone)).toEqual(days);
});

test("covers a long task on every day of a year", () => {
  const year = { from: "2026-01-01", to: "2026-12-31" };
  expect(coveredDays(lasting({ date: "2025-12-31", time: "12:00" }, 525_600), year, "Europe/Berlin")).toHaveLength(365);
});

test("ends a task that lasts into the next day at the time on that day", () => {
  const times = (durationMinutes: number | null) =>
    clockTimesOf(lasting({ date: "2026-12-01", time: "22:00" }, durationMinutes), "Europe/Berlin");
  const begin = { day: "2026-12-01", time: "22:00" };
  expect(times(180)).toEqual([begin, { day: "2026-12-02", time: "01:00" }]);
  expect(times(null)).toEqual([begin]);
  expect(clockTimesOf(lasting({ date: "2026-12-01" }, 180), "Europe/Berlin")).toBeNull();
});

test.each([
  // A time in a zone is where the viewer's clock is; a floating one stays.
  [{ date: "2026-12-01", time: "09:30" }, 45, "Pacific/Auckland", { start: 570, end: 615 }],
  [
    { date: "2026-12-01", time: "09:30", timeZone: "Europe/Berlin" },
    45,
    "Pacific/Auckland",
    { start: 1290, end: 1335 },
  ],
  [{ date: "2026-12-01", time: "09:30", timeZone: "Europe/Berlin" }, 45, "Asia/Kolkata", { start: 840, end: 885 }],
  [{ date: "2026-12-01", time: "23:30" }, 120, "Europe/Berlin", { start: 1410, end: 1440 }],
  [{ date: "2026-12-01", time: "09:00" }, null, "Europe/Berlin", { start: 540, end: 540 }],
  // Two hours across the skipped hour end three hours later by the clock, across the repeated one an hour later.
  [{ date: "2026-03-29", time: "01:30" }, 120, "Europe/Berlin", { start: 90, end: 270 }],
  [{ date: "2026-10-25", time: "01:30" }, 120, "Europe/Berlin", { start: 90, end: 150 }],
  // A time that is skipped is an hour later; one that is repeated is its first occurrence.
  [{ date: "2026-03-29", time: "02:30" }, 30, "Europe/Berlin", { start: 210, end: 240 }],
  [{ date: "2026-10-25", time: "02:30" }, 60, "Europe/Berlin", { start: 150, end: 150 }],
])("places %o with %s minutes in %s", (due, minutes, timeZone, span) => {
  expect(spanOf(lasting(due, minutes), timeZone)).toEqual(span);
});

test("has no place for a task without a time", () => {
  expect(spanOf(lasting({ date: "2026-12-01" }, 60), "Europe/Berlin")).toBeNull();
});

test("has a part on each day of a task that passes midnight", () => {
  const parts = (due: When, minutes: number | null, days: string[], timeZone = "Europe/Berlin") =>
    days.map((day) => partOn(lasting(due, minutes), day, timeZone));
  const whole = { isFirst: true, isLast: true };
  const late = { date: "2026-12-01", time: "23:00" };
  const days = ["2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"];
  expect(parts(late, 120, days)).toEqual([
    null,
    { start: 1380, end: 1440, isFirst: true, isLast: false },
    { start: 0, end: 60, isFirst: false, isLast: true },
    null,
  ]);
  expect(parts(late, 60, days)).toEqual([null, { start: 1380, end: 1440, ...whole }, null, null]);
  expect(parts(late, null, days)).toEqual([null, { start: 1380, end: 1380, ...whole }, null, null]);
  expect(parts(late, 60 + 1440 + 90, days).slice(1)).toEqual([
    { start: 1380, end: 1440, isFirst: true, isLast: false },
    { start: 0, end: 1440, isFirst: false, isLast: false },
    { start: 0, end: 90, isFirst: false, isLast: true },
  ]);
  // The parts are on the days of the viewer: 23:00 in Berlin is 17:00 in New York.
  expect(parts({ ...late, timeZone: "Europe/Berlin" }, 120, days, "America/New_York")).toEqual([
    null,
    { start: 1020, end: 1140, ...whole },
    null,
    null,
  ]);
  // The day begins at 01:00 in Cairo, and two hours from 23:00 end at 02:00.
  expect(parts({ date: "2026-04-23", time: "23:00" }, 120, ["2026-04-23", "2026-04-24"], "Africa/Cairo")).toEqual([
    { start: 1380, end: 1440, isFirst: true, isLast: false },
    { start: 60, end: 120, isFirst: false, isLast: true },
  ]);
});

test("rounds a position to a quarter of an hour within the day", () => {
  expect([-0.1, 0, 0.5, 0.505, 0.999, 2].map(minutesAt)).toEqual([0, 0, 720, 720, 1425, 1425]);
});

test("draws short tasks long enough for their title, within the day", () => {
  expect(drawnSpan({ start: 540, end: 540 })).toEqual({ start: 540, end: 570 });
  expect(drawnSpan({ start: 1430, end: 1440 })).toEqual({ start: 1410, end: 1440 });
});

test("puts overlapping tasks side by side, and others at full width", () => {
  const items = [
    { item: "long", span: { start: 540, end: 720 } },
    { item: "early", span: { start: 540, end: 600 } },
    { item: "after early", span: { start: 600, end: 660 } },
    { item: "alone", span: { start: 720, end: 780 } },
    { item: "short", span: { start: 1000, end: 1000 } },
    { item: "within short", span: { start: 1015, end: 1030 } },
  ];
  const placed = placeSpans(items).map(({ item, column, columns }) => [item, column, columns]);
  expect(placed).toEqual([
    ["long", 0, 2],
    ["early", 1, 2],
    ["after early", 1, 2],
    ["alone", 0, 1],
    ["short", 0, 2],
    ["within short", 1, 2],
  ]);
});

test.each([
  ["2026-12-01", "09:00", 15, ["2026-12-01", "09:15"]],
  ["2026-12-01", "23:50", 15, ["2026-12-02", "00:05"]],
  ["2026-12-01", "00:00", -15, ["2026-11-30", "23:45"]],
  // Across the skipped hour, in both directions.
  ["2026-03-29", "01:45", 15, ["2026-03-29", "03:00"]],
  ["2026-03-29", "03:00", -15, ["2026-03-29", "01:45"]],
  ["2026-10-25", "02:45", 15, ["2026-10-25", "03:00"]],
  ["2026-10-25", "03:00", -15, ["2026-10-25", "02:45"]],
])("moves %s %s by %s minutes", (date, time, by, [day, clock]) => {
  const timeZone = "Europe/Berlin";
  expect(shiftedBy({ date, time, timeZone }, by, timeZone)).toEqual({ date: day, time: clock, timeZone });
});

test("keeps a floating date and the zone of an instant when they are moved", () => {
  expect(shiftedBy({ date: "2026-12-01", time: "09:00" }, 15, "Asia/Kolkata")).toEqual({
    date: "2026-12-01",
    time: "09:15",
  });
  const elsewhere = { date: "2026-12-01", time: "23:50", timeZone: "America/Los_Angeles" };
  expect(shiftedBy(elsewhere, 15, "Asia/Kolkata")).toEqual({ ...elsewhere, date: "2026-12-02", time: "00:05" });
});

test.each([
  ["2026-12-01", "09:00", 600, 60],
  ["2026-12-01", "23:30", 1440, 30],
  ["2026-12-01", "09:00", 540, 15],
  ["2026-03-29", "01:30", 210, 60],
  ["2026-10-25", "01:30", 210, 180],
])("has a duration from %s %s until minute %s", (date, time, end, minutes) => {
  expect(durationUntil({ date, time }, date, end, "Europe/Berlin")).toBe(minutes);
});

test("has a duration until a minute of a later day", () => {
  const due = { date: "2026-03-28", time: "23:30" };
  expect(durationUntil(due, "2026-03-29", 210, "Europe/Berlin")).toBe(180);
  expect(durationUntil(due, "2026-03-30", 0, "Europe/Berlin")).toBe(1410);
});
