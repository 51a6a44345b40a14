import { uuidv7 } from "@docket/schema/uuid";
import { expect, test } from "vitest";
import { createRows } from "../../replica/rows.fixture.ts";
import { withLabel, assignedTo } from "./collection.ts";
import { fieldsOfGroup, isManuallyOrdered, taskGroups } from "./task-group.ts";
import type { GroupSource } from "./task-group.ts";
import { BASE_VIEW } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

const { workspaceId, projectId, userId } = createRows();
const [outside, phone] = [uuidv7(), uuidv7()];
const at = "2026-11-25T09:00:00.000Z";
const common = {
  workspaceId,
  rank: "a0",
  version: 1,
  createdBy: userId,
  createdAt: at,
  updatedAt: at,
  deletedAt: null,
};
const source: GroupSource = {
  workspaceId,
  filter: {},
  where: null,
  sections: [],
  labels: [
    { ...common, id: outside, name: "outside", color: "teal" },
    { ...common, id: phone, name: "phone", color: "red" },
  ],
  members: [],
  projects: [],
  today: "2026-11-25",
  timeZone: "Europe/Berlin",
  calendarDays: null,
};
const groupsOf = (state: Partial<ViewState>, more: Partial<GroupSource> = {}) =>
  taskGroups({ ...BASE_VIEW, ...state }, { ...source, ...more });

test("keeps a label page's own label when grouped by label", () => {
  const { filter } = withLabel(outside);
  const groups = groupsOf({ groupBy: "label" }, { filter });
  expect(groups.map(({ key }) => key)).toEqual([outside, phone]);
  for (const { key, list } of groups)
    expect(list.filter).toMatchObject({ labelId: outside, where: { field: "label", is: [key] } });
});

test("keeps a page's own assignee when grouped by assignee, with or without a filter", () => {
  const where = { field: "priority" as const, is: [3 as const] };
  const member = {
    userId: uuidv7(),
    name: "Bea",
    email: null,
    isVerified: true,
    role: "member" as const,
    workspaceId,
    createdAt: at,
  };
  const [group, ...others] = groupsOf({ groupBy: "assignee" }, { ...assignedTo(userId), where, members: [member] });
  expect(others).toEqual([]);
  expect(group?.list.filter).toMatchObject({
    assigneeId: userId,
    where: { all: [where, { field: "assignee", is: [member.userId] }] },
  });
});

test("has no group for open tasks on a page of closed tasks", () => {
  const keys = groupsOf({ groupBy: "status" }, { filter: { status: "closed" } }).map(({ key }) => key);
  expect(keys).toEqual(["done", "cancelled"]);
});

test("sets the fields of the group and of the page on a task added to a group", () => {
  const [first, second] = groupsOf({ groupBy: "label" }, { filter: { labelId: outside, assigneeId: userId } });
  expect(first && fieldsOfGroup(first, { userId, today: source.today })).toEqual({
    labelIds: [outside],
    assigneeIds: [userId],
  });
  expect(second && fieldsOfGroup(second, { userId, today: source.today })).toEqual({
    labelIds: [outside, phone],
    assigneeIds: [userId],
  });
});

test("allows manual order within one project, ungrouped or grouped by section", () => {
  const isOrdered = (state: Partial<ViewState>, filter = { projectId }) =>
    isManuallyOrdered({ ...BASE_VIEW, ...state }, groupsOf(state, { filter }));
  expect(isOrdered({})).toBe(true);
  expect(isOrdered({ groupBy: "section", layout: "board" })).toBe(true);
  expect(isOrdered({ groupBy: "priority" })).toBe(false);
  expect(isOrdered({ sortBy: "due" })).toBe(false);
  expect(isOrdered({ direction: "descending" })).toBe(false);
  expect(isManuallyOrdered(BASE_VIEW, groupsOf({}))).toBe(false);
});
