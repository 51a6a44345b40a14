import type { Expression } from "@docket/schema/filter/expression";
import { expect, test } from "vitest";
import { impliedFields } from "./implied-fields.ts";

const viewer = { userId: "ada", today: "2026-11-24" };

test.each<[string, Expression, object]>([
  ["a label", { field: "label", is: ["home"] }, { labelIds: ["home"] }],
  ["a priority", { field: "priority", is: [3] }, { priority: 3 }],
  ["a project", { field: "project", is: ["work"] }, { projectId: "work" }],
  ["the viewer", { field: "assignee", is: ["me"] }, { assigneeIds: ["ada"] }],
  ["a day", { field: "due", from: "today+1", to: "today+1" }, { due: { date: "2026-11-25" } }],
  [
    "several conditions",
    {
      all: [
        { field: "label", is: ["home"] },
        { field: "label", is: ["health"] },
        { field: "assignee", is: ["bob"] },
      ],
    },
    { labelIds: ["home", "health"], assigneeIds: ["bob"] },
  ],
])("a filter for %s implies it for new tasks", (_, where, fields) => {
  expect(impliedFields(where, viewer)).toEqual(fields);
});

test.each<[string, Expression]>([
  ["several values", { field: "label", is: ["home", "work"] }],
  ["no value", { field: "label", is: ["none"] }],
  ["a range of days", { field: "due", from: "today", to: "today+7" }],
  ["another date", { field: "deadline", from: "today", to: "today" }],
  ["alternatives", { any: [{ field: "label", is: ["home"] }] }],
  ["a negation", { not: { field: "label", is: ["home"] } }],
  ["a status", { field: "status", is: ["open"] }],
])("a filter for %s implies nothing", (_, where) => {
  expect(impliedFields(where, viewer)).toEqual({});
});

test("no filter implies nothing", () => {
  expect(impliedFields(undefined, viewer)).toEqual({});
});
