import { uuidv7 } from "@docket/schema/uuid";
import { expect, test } from "vitest";
import { createRows } from "../../sync/rows.fixture.ts";
import { labelled, mine } from "./collection.ts";
import { fieldsOfGroup, isOrderedByHand, taskGroups } from "./task-group.ts";
import type { GroupSource } from "./task-group.ts";
import { PLAIN_VIEW } from "./view-state.ts";
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
  taskGroups({ ...PLAIN_VIEW, ...state }, { ...source, ...more });

test("the page of a label stays with that label when it is grouped by labels", () => {
  const { filter } = labelled(outside);
  const groups = groupsOf({ groupBy: "label" }, { filter });
  expect(groups.map(({ key }) => key)).toEqual([outside, phone]);
  for (const { key, list } of groups)
    expect(list.filter).toMatchObject({ labelId: outside, where: { field: "label", is: [key] } });
});

test("what is assigned to one stays so when it is grouped by people, also under a filter", () => {
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
  const [group, ...others] = groupsOf({ groupBy: "assignee" }, { ...mine(userId), where, members: [member] });
  expect(others).toEqual([]);
  expect(group?.list.filter).toMatchObject({
    assigneeId: userId,
    where: { all: [where, { field: "assignee", is: [member.userId] }] },
  });
});

test("what is closed has no group of what is open", () => {
  const keys = groupsOf({ groupBy: "status" }, { filter: { status: "closed" } }).map(({ key }) => key);
  expect(keys).toEqual(["done", "cancelled"]);
});

test("a task that is made in a group has what the group and the whole page have", () => {
  const [first, second] = groupsOf({ groupBy: "label" }, { filter: { labelId: outside, assigneeId: userId } });
  expect(first && fieldsOfGroup(first)).toEqual({ labelIds: [outside], assigneeIds: [userId] });
  expect(second && fieldsOfGroup(second)).toEqual({ labelIds: [outside, phone], assigneeIds: [userId] });
});

test("there is an order by hand in one project, without groups or by sections", () => {
  const isOrdered = (state: Partial<ViewState>, filter = { projectId }) =>
    isOrderedByHand({ ...PLAIN_VIEW, ...state }, groupsOf(state, { filter }));
  expect(isOrdered({})).toBe(true);
  expect(isOrdered({ groupBy: "section", layout: "board" })).toBe(true);
  expect(isOrdered({ groupBy: "priority" })).toBe(false);
  expect(isOrdered({ sortBy: "due" })).toBe(false);
  expect(isOrdered({ direction: "descending" })).toBe(false);
  expect(isOrderedByHand(PLAIN_VIEW, groupsOf({}))).toBe(false);
});
