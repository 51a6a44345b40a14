import { expect, test } from "vitest";
import { upcomingGroups, weeksUntil } from "./upcoming-groups.ts";
import { UPCOMING_VIEW } from "./upcoming-view-state.ts";

const reader = { workspaceId: "w", timeZone: "Europe/Berlin", weekStart: 1 };
const choice = { state: UPCOMING_VIEW, where: null, nameOf: (day: string) => day } as const;

test("starts with overdue tasks and today and ends with the last day of a week", () => {
  const keys = upcomingGroups({ ...reader, today: "2026-11-25" }, 2, choice).map(({ key }) => key);
  expect(keys.slice(0, 2)).toEqual(["overdue", "2026-11-25"]);
  expect(keys.at(-1)).toBe("2026-12-06");
  expect(keys).toHaveLength(1 + 5 + 7);
});

test("counts the current week as a week even on its last day", () => {
  const keys = upcomingGroups({ ...reader, today: "2026-11-29" }, 1, choice).map(({ key }) => key);
  expect(keys).toEqual(["overdue", "2026-11-29"]);
});

test("shows enough weeks to reach a given day", () => {
  for (const [day, weeks] of [
    ["2026-11-25", 1],
    ["2026-11-29", 1],
    ["2026-11-30", 2],
    ["2027-01-01", 6],
  ] as const) {
    expect(weeksUntil(day, "2026-11-25", 1)).toBe(weeks);
    const keys = upcomingGroups({ ...reader, today: "2026-11-25" }, weeks, choice).map(({ key }) => key);
    expect(keys).toContain(day);
  }
});

test("loads the days of a month with one list", () => {
  const [overdue, ...days] = upcomingGroups({ ...reader, today: "2026-11-25" }, 2, choice);
  const [november, december] = [...new Set(days.map(({ list }) => list))];
  expect(overdue?.list.filter).toMatchObject({ dueTo: "2026-11-24" });
  expect(november?.filter).toMatchObject({ dueFrom: "2026-11-25", dueTo: "2026-11-30" });
  expect(december?.filter).toMatchObject({ dueFrom: "2026-12-01", dueTo: "2026-12-31" });
  expect(days.find(({ key }) => key === "2026-12-06")?.list).toBe(december);
});

test("ends with the last day that a task can have", () => {
  expect(upcomingGroups({ ...reader, today: "2200-12-20" }, 9, choice).at(-1)?.key).toBe("2200-12-31");
});
