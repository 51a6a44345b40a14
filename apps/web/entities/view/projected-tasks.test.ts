import type { When } from "@docket/schema/when";
import { expect, test } from "vitest";
import { createRows } from "../../replica/rows.fixture.ts";
import { projectedTasks } from "./projected-tasks.ts";

const { task } = createRows();
function repeating(rule: string, start: When, more: object = {}) {
  const recurrence = { rule, start, from: "schedule" as const, catchUp: "skip" as const };
  return { ...task(rule, "a"), due: start, recurrence, occurrenceOn: start.date, ...more };
}
const december = { from: "2026-12-01", to: "2026-12-31", today: "2026-12-01", withLasting: false };
const daysOf = (one: ReturnType<typeof repeating>, timeZone = "Europe/Berlin") => [
  ...projectedTasks([one], december, timeZone).keys(),
];

test("follows the scheduled day of the open occurrence, even if that was postponed", () => {
  const weekly = repeating("FREQ=WEEKLY;BYDAY=TU;WKST=MO", { date: "2026-11-24" });
  expect(daysOf(weekly)).toEqual(["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"]);
  const postponed = { ...weekly, occurrenceOn: "2026-12-08", due: { date: "2026-12-11" } };
  expect(daysOf(postponed)).toEqual(["2026-12-15", "2026-12-22", "2026-12-29"]);
});

test("keeps the time of the schedule and the ID of the open occurrence", () => {
  const monthly = repeating("FREQ=MONTHLY;BYMONTHDAY=31;WKST=MO", { date: "2026-10-31", time: "09:00" });
  const projected = projectedTasks([monthly], december, "Europe/Berlin").get("2026-12-31")?.[0];
  expect(projected).toMatchObject({ id: monthly.id, due: { date: "2026-12-31", time: "09:00" } });
});

test.each([
  ["Europe/Berlin", "2026-12-02"],
  ["America/Los_Angeles", "2026-12-01"],
  ["Pacific/Kiritimati", "2026-12-02"],
])("puts an occurrence in another zone on the viewer's day in %s", (timeZone, day) => {
  const start = { date: "2026-11-01", time: "23:00", timeZone: "America/Los_Angeles" };
  expect(daysOf(repeating("FREQ=MONTHLY;BYMONTHDAY=1;WKST=MO", start), timeZone)).toEqual([day]);
});

test("ends with the rule, and has nothing for other tasks", () => {
  expect(daysOf(repeating("FREQ=DAILY;UNTIL=20261203;WKST=MO", { date: "2026-12-01" }))).toEqual([
    "2026-12-02",
    "2026-12-03",
  ]);
  expect(daysOf(repeating("FREQ=DAILY;COUNT=3;WKST=MO", { date: "2026-11-29" }))).toEqual(["2026-12-01"]);
  const daily = repeating("FREQ=DAILY;WKST=MO", { date: "2026-12-01" });
  expect(daysOf({ ...daily, status: "done" })).toEqual([]);
  expect(daysOf({ ...daily, recurrence: { ...daily.recurrence, from: "completion" as never } })).toEqual([]);
});

test("puts an occurrence that lasts several days on each of them if asked, but none that would begin before today", () => {
  const weekly = repeating(
    "FREQ=WEEKLY;WKST=MO",
    { date: "2026-11-13", time: "22:00" },
    { durationMinutes: 20 * 1440 },
  );
  const first = { from: "2026-12-16", to: "2026-12-18" };
  const begins = (today: string, withLasting: boolean) =>
    [...projectedTasks([weekly], { ...first, today, withLasting }, "Europe/Berlin")].map(([day, tasks]) => [
      day,
      tasks.map(({ due }) => due?.date),
    ]);
  expect(begins("2026-11-14", true)).toEqual([
    ["2026-12-16", ["2026-11-27", "2026-12-04", "2026-12-11"]],
    ["2026-12-17", ["2026-11-27", "2026-12-04", "2026-12-11"]],
    ["2026-12-18", ["2026-12-04", "2026-12-11", "2026-12-18"]],
  ]);
  expect(begins("2026-11-28", true)[0]).toEqual(["2026-12-16", ["2026-12-04", "2026-12-11"]]);
  expect(begins("2026-11-14", false)).toEqual([["2026-12-18", ["2026-12-18"]]]);
});

test("puts only the latest occurrences of a task on a day that many of them cover", () => {
  const day = { from: "2026-12-16", to: "2026-12-16", today: "2026-11-01", withLasting: true };
  const daily = repeating(
    "FREQ=DAILY;WKST=MO",
    { date: "2026-11-01", time: "09:00" },
    { id: "daily", durationMinutes: 365 * 1440 },
  );
  const other = repeating("FREQ=WEEKLY;WKST=MO", { date: "2026-12-02", time: "09:00" }, { id: "weekly" });
  const [first, last] = [projectedTasks([daily, other], day, "UTC"), projectedTasks([other, daily], day, "UTC")];
  const latest = ["2026-12-12", "2026-12-13", "2026-12-14", "2026-12-15", "2026-12-16"];
  expect(first.get("2026-12-16")?.map(({ due }) => due?.date)).toEqual([...latest, "2026-12-16"]);
  expect(last.get("2026-12-16")?.map(({ due }) => due?.date)).toEqual(["2026-12-16", ...latest]);
});
