import { expect, test } from "vitest";
import { filterExpression } from "./filter-expression.ts";
import { closedStatuses } from "./task-state.ts";
import { TaskFilter } from "./task.ts";

const OPEN = { field: "status", is: ["open"] };
const NOT_ARCHIVED = { field: "archived", is: "none" };
const NOT_DELETED = { field: "deleted", is: "none" };

test("an empty filter selects open tasks that are neither archived nor in the trash", () => {
  expect(filterExpression({})).toEqual({ all: [NOT_DELETED, NOT_ARCHIVED, OPEN] });
});

test("the status closed selects every closed status", () => {
  expect(filterExpression({ status: "closed", isArchived: "any" })).toEqual({
    all: [NOT_DELETED, { field: "status", is: closedStatuses() }],
  });
});

test("null selects tasks without a section or parent", () => {
  expect(filterExpression({ sectionId: null, parentId: null, status: "any" })).toEqual({
    all: [NOT_DELETED, NOT_ARCHIVED, { field: "section", is: ["none"] }, { field: "parent", is: ["none"] }],
  });
});

test("an empty list of priorities matches nothing, an empty text everything", () => {
  expect(filterExpression({ priority: [], text: "" })).toEqual({
    all: [NOT_DELETED, NOT_ARCHIVED, OPEN, { field: "priority", is: [] }],
  });
});

test("every given field becomes one condition", () => {
  const where = { field: "has", is: "labels" } as const;
  const filter: TaskFilter = {
    ids: ["task", "other"],
    projectId: "project",
    sectionId: "section",
    parentId: "parent",
    seriesId: "series",
    labelId: "label",
    assigneeId: "assignee",
    number: 12,
    status: "done",
    priority: [1, 3],
    dueFrom: "2026-03-28",
    dueTo: "2026-03-30",
    hasDue: true,
    withLasting: true,
    timeZone: "Europe/Berlin",
    text: "paint",
    isArchived: true,
    where,
  };
  expect(Object.keys(filter).sort()).toEqual(Object.keys(TaskFilter.shape).sort());
  expect(filterExpression(filter)).toEqual({
    all: [
      NOT_DELETED,
      { field: "is", is: "archived" },
      { field: "id", is: ["task", "other"] },
      { field: "project", is: ["project"] },
      { field: "section", is: ["section"] },
      { field: "parent", is: ["parent"] },
      { field: "series", is: ["series"] },
      { field: "label", is: ["label"] },
      { field: "assignee", is: ["assignee"] },
      { field: "number", is: 12 },
      { field: "status", is: ["done"] },
      { field: "priority", is: [1, 3] },
      { field: "has", is: "due" },
      { field: "due", from: "2026-03-28", to: "2026-03-30", withLasting: true },
      { field: "text", contains: "paint" },
      where,
    ],
  });
});

test.each([
  [{ dueFrom: "2026-03-28" }, { field: "due", from: "2026-03-28", to: null }],
  [{ dueTo: "2026-03-28" }, { field: "due", from: null, to: "2026-03-28" }],
  [{ hasDue: false }, { field: "due", is: "none" }],
])("%j is one condition", (filter, condition) => {
  expect(filterExpression({ status: "any", isArchived: "any", ...filter })).toEqual({ all: [NOT_DELETED, condition] });
});
