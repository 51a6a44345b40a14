import { parseFilter } from "@docket/schema/filter/parse";
import { createResolver } from "@docket/schema/filter/resolver";
import { expect, test } from "vitest";
import { collectionOfView, isChanged, savedStateOf } from "./saved-view-state.ts";
import { BASE_VIEW } from "./view-state.ts";

const projectId = "0190aaaa-0000-7000-8000-000000000001";
const resolver = createResolver([{ field: "project", id: projectId, names: ["HOME"] }]);
const view = {
  workspaceId: "0190aaaa-0000-7000-8000-000000000002",
  id: "0190aaaa-0000-7000-8000-000000000003",
  scope: "user" as const,
  ownerId: "0190aaaa-0000-7000-8000-000000000004",
  projectId: null,
  name: "Urgent",
  color: "red" as const,
  rank: "a0",
  version: 1,
  createdBy: "0190aaaa-0000-7000-8000-000000000004",
  createdAt: "2026-11-25T09:00:00.000Z",
  updatedAt: "2026-11-25T09:00:00.000Z",
  deletedAt: null,
};

test("restores the page on which a view was saved, including its project", () => {
  const where = parseFilter("priority:high or due:today", resolver);
  const state = { ...BASE_VIEW, groupBy: "status", sortBy: "due", direction: "descending" } as const;
  const { plain } = collectionOfView({ ...view, ...savedStateOf(state, { projectId }, where) }, resolver);
  expect(plain).toEqual({ ...state, filter: "project:HOME (priority:high or due:today)" });
});

test("adds the page's built-in conditions to the filter", () => {
  const filterOf = (within: object, withClosed = false) =>
    savedStateOf({ ...BASE_VIEW, withClosed }, within, null).filter;
  expect(filterOf({})).toBeNull();
  expect(filterOf({ assigneeId: view.ownerId })).toEqual({ field: "assignee", is: ["me"] });
  expect(filterOf({ status: "closed" })).toEqual({ field: "status", is: ["done", "cancelled"] });
  expect(filterOf({}, true)).toEqual({ field: "status", is: ["open", "done", "cancelled"] });
});

test("ignores folded groups and the calendar's day when detecting changes", () => {
  expect(isChanged({ ...BASE_VIEW, folded: ["a"], day: "2026-12-01" }, BASE_VIEW)).toBe(false);
  expect(isChanged({ ...BASE_VIEW, layout: "board" }, BASE_VIEW)).toBe(true);
  expect(isChanged({ ...BASE_VIEW, filter: "priority:high" }, BASE_VIEW)).toBe(true);
});
