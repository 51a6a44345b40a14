import type { Expression } from "@docket/schema/filter/expression";
import { expect, test } from "vitest";
import type { TaskGroup } from "./task-group.ts";
import { viewDefaults } from "./view-defaults.ts";

const group = (key: string, place: TaskGroup["place"], filter: TaskGroup["list"]["filter"] = {}): TaskGroup => ({
  key,
  heading: { name: `Name of ${key}` },
  list: { workspaceId: "w", filter },
  shared: "labelId" in filter ? { labelId: "home" } : {},
  ...(place ? { place } : {}),
});
const viewer = { userId: "ada", today: "2026-11-29" };
const today = { date: "2026-11-29" };

test("uses the section, due date or project of the focused group", () => {
  const groups = [group("shopping", { sectionId: "shopping" }), group("due", { fields: { due: today } })];
  const view = { groups, defaultProjectId: "p", viewer };
  expect(viewDefaults(view, "shopping")).toMatchObject({
    home: { projectId: "p", sectionId: "shopping", sectionName: "Name of shopping" },
  });
  expect(viewDefaults(view, "due")).toMatchObject({ home: null, due: today });
  const byProject = { groups: [group("other", { projectId: "q" })], defaultProjectId: "p", viewer };
  expect(viewDefaults(byProject, "other")).toMatchObject({
    home: { projectId: "q", sectionId: null, sectionName: null },
  });
});

test("uses the view's shared fields and the page's defaults if no group has the focus", () => {
  const labelled = [group("high", { fields: { priority: 3 } }, { labelId: "home", priority: [3] })];
  expect(viewDefaults({ groups: labelled, defaultProjectId: "p", viewer }, null)).toEqual({
    labelIds: ["home"],
    assigneeIds: [],
  });
  const overdue = { groups: [group("overdue", undefined)], defaultProjectId: "p", viewer, newTask: { due: today } };
  expect(viewDefaults(overdue, "overdue")).toMatchObject({ due: today });
});

test("uses what the filter implies, unless the page or the group has another project", () => {
  const where = {
    all: [
      { field: "project", is: ["q"] },
      { field: "priority", is: [2] },
    ],
  } satisfies Expression;
  const filtered = (place: TaskGroup["place"]) => ({ ...group("g", place, { where }), shared: { where } });
  const home = { projectId: "q", sectionId: null, sectionName: null };
  const view = { groups: [filtered({})], defaultProjectId: "p", viewer };
  expect(viewDefaults(view, null)).toMatchObject({ home, priority: 2 });
  expect(viewDefaults(view, "g")).toMatchObject({ home, priority: 2 });
  const placed = { ...view, groups: [filtered({ projectId: "r", fields: { priority: 1 } })] };
  expect(viewDefaults(placed, "g")).toMatchObject({ home: { projectId: "r" }, priority: 1 });
  expect(viewDefaults(placed, null)).not.toHaveProperty("projectId");
});

test("ignores a focused group of done tasks", () => {
  const groups = [group("done", { status: "done", fields: { priority: 1 } })];
  expect(viewDefaults({ groups, defaultProjectId: "p", viewer }, "done")).not.toHaveProperty("priority");
});
