import { expect, test } from "vitest";
import { createRows } from "../../replica/rows.fixture.ts";
import { nextDueOf } from "./next-due.ts";

const { task } = createRows();
const now = new Date("2026-11-30T12:00:00Z");

function repeating(title: string, rule: string, date: string, timeZone?: string) {
  const due = { date, ...(timeZone === undefined ? {} : { time: "09:00", timeZone }) };
  return {
    ...task(title, title),
    due,
    recurrence: { rule, start: due, from: "schedule" as const, catchUp: "skip" as const },
    occurrenceOn: date,
  };
}

const monthly = repeating("rent", "FREQ=MONTHLY;BYMONTHDAY=31;WKST=MO", "2026-10-31");
const daily = repeating("water", "FREQ=DAILY;WKST=MO", "2026-11-30");

test("returns the earliest next date of the tasks that repeat", () => {
  expect(nextDueOf([monthly, task("a", "a")], now, "Europe/Berlin")).toEqual({ count: 1, due: { date: "2026-12-31" } });
  expect(nextDueOf([monthly, daily], now, "Europe/Berlin")).toEqual({ count: 2, due: { date: "2026-12-01" } });
});

test("skips days that are over in the zone of the schedule", () => {
  const elsewhere = repeating("call", "FREQ=DAILY;WKST=MO", "2026-11-28", "Pacific/Kiritimati");
  expect(nextDueOf([elsewhere], now, "Europe/Berlin").due?.date).toBe("2026-12-01");
  expect(nextDueOf([repeating("call", "FREQ=DAILY;WKST=MO", "2026-11-28")], now, "Europe/Berlin").due?.date).toBe(
    "2026-11-30",
  );
});

test("has no date when the series ends, and ignores sub-tasks that are completed with their parent", () => {
  const ended = repeating("last", "FREQ=DAILY;UNTIL=20261130;WKST=MO", "2026-11-30");
  expect(nextDueOf([ended], now, "Europe/Berlin")).toEqual({ count: 1, due: null });
  const parent = task("parent", "parent");
  expect(nextDueOf([parent, { ...daily, parentId: parent.id }], now, "Europe/Berlin").count).toBe(0);
});
