import { expect, test } from "vitest";
import { todayGroups } from "./today-groups.ts";
import { TODAY_VIEW } from "./today-view-state.ts";

const reader = { workspaceId: "w", today: "2026-11-25", timeZone: "Europe/Berlin" };

test("applies the chosen order to both groups and includes closed tasks only in the group for today", () => {
  const state = { ...TODAY_VIEW, sortBy: "title", direction: "descending", withClosed: true } as const;
  const [overdue, today] = todayGroups(reader, state, null);
  expect(overdue?.list).toMatchObject({ order: "title", direction: "descending", filter: { dueTo: "2026-11-24" } });
  expect(overdue?.list.filter.status).toBeUndefined();
  expect(today?.list).toMatchObject({
    order: "title",
    direction: "descending",
    filter: { dueFrom: "2026-11-25", dueTo: "2026-11-25", status: "any" },
  });
  expect(todayGroups(reader, TODAY_VIEW, null)[1]?.list.filter.status).toBe("open");
});

test("names the day only in a board, whose columns need headings", () => {
  const headingOf = (layout: "list" | "board") => todayGroups(reader, { ...TODAY_VIEW, layout }, null)[1]?.heading;
  expect(headingOf("list")).toBeNull();
  expect(headingOf("board")).toEqual({ text: "today" });
});
