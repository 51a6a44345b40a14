import type { When } from "@docket/schema/when";
import { expect, test } from "vitest";
import { createRows } from "../../replica/rows.fixture.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import { partOfList } from "./list-part.ts";

const { task } = createRows();
const due = (title: string, when: When) => ({ ...task(title, title), due: when });
const list = (hasMore: boolean): LoadedList => ({
  tasks: [
    due("late on the 1st in Los Angeles", { date: "2026-12-01", time: "23:00", timeZone: "America/Los_Angeles" }),
    due("second", { date: "2026-12-02" }),
    due("fourth", { date: "2026-12-04", time: "09:00" }),
  ],
  status: "success",
  error: null,
  hasMore,
  isLoadingMore: false,
  loadMore: () => undefined,
  retry: () => undefined,
});
const byDay = { order: "due", direction: "ascending" } as const;
const berlin = (day: string, isFirst = true) => ({ day, isFirst, timeZone: "Europe/Berlin" });
const titles = (part: LoadedList) => part.tasks.map(({ title }) => title);

test.each([
  ["America/Los_Angeles", "2026-12-01"],
  ["Europe/Berlin", "2026-12-02"],
  ["Pacific/Kiritimati", "2026-12-02"],
])("puts a time in a zone on its day in %s", (timeZone, day) => {
  expect(titles(partOfList(list(false), byDay, { day, isFirst: true, timeZone }))).toContain(
    "late on the 1st in Los Angeles",
  );
  expect(partOfList(list(false), byDay, { day: "2026-12-03", isFirst: true, timeZone }).tasks).toEqual([]);
});

test("is complete up to the day of the last loaded task if the list is sorted by date", () => {
  const hasMore = (day: string, order: object) => partOfList(list(true), order, berlin(day)).hasMore;
  expect(hasMore("2026-12-03", byDay)).toBe(false);
  expect(hasMore("2026-12-04", byDay)).toBe(true);
  expect(hasMore("2026-12-03", { ...byDay, order: "priority" })).toBe(true);
  expect(partOfList(list(false), byDay, berlin("2026-12-04")).hasMore).toBe(false);
});

test("returns the same array for the same list", () => {
  const whole = list(false);
  const part = () => partOfList(whole, byDay, berlin("2026-12-02")).tasks;
  expect(part()).toBe(part());
});

test("keeps the days that are loaded if the next page could not be loaded", () => {
  const failed = { ...list(true), status: "error" } as const;
  const statusOf = (day: string) => partOfList(failed, byDay, berlin(day, false)).status;
  expect(statusOf("2026-12-02")).toBe("success");
  expect(statusOf("2026-12-03")).toBe("success");
  expect(statusOf("2026-12-04")).toBe("error");
  expect(statusOf("2026-12-05")).toBe("pending");
  const refreshed = partOfList({ ...failed, hasMore: false }, byDay, berlin("2026-12-05", false));
  expect(refreshed.status).toBe("success");
});

test("says only on its first day that a list could not be loaded", () => {
  const failed = { ...list(false), tasks: [], status: "error" } as const;
  expect(partOfList(failed, byDay, berlin("2026-12-01")).status).toBe("error");
  expect(partOfList(failed, byDay, berlin("2026-12-02", false)).status).toBe("pending");
});
