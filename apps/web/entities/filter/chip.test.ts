import type { Expression } from "@docket/schema/filter/expression";
import { parseFilter } from "@docket/schema/filter/parse";
import { printFilter } from "@docket/schema/filter/print";
import { createResolver } from "@docket/schema/filter/resolver";
import { expect, test } from "vitest";
import { FILTER_FIELDS, chipsOf, expressionOf, newChip, projectOf, toggled } from "./chip.ts";

const resolver = createResolver([
  { field: "project", id: "0190aaaa-0000-7000-8000-000000000001", names: ["HOME"] },
  { field: "section", id: "0190aaaa-0000-7000-8000-000000000002", names: ["Kitchen"] },
  { field: "label", id: "0190aaaa-0000-7000-8000-000000000003", names: ["errand"] },
]);
const high: Expression = { field: "priority", is: [3] };
const errand: Expression = { field: "label", is: ["errand"] };

test("converts a flat filter to chips and back", () => {
  expect(chipsOf(null)).toEqual([]);
  expect(chipsOf({ all: [high, { not: errand }] })).toEqual([
    { condition: high, isNegated: false },
    { condition: errand, isNegated: true },
  ]);
  expect(expressionOf([])).toBeNull();
  expect(expressionOf([{ condition: errand, isNegated: true }])).toEqual({ not: errand });
});

test("returns null for nested filters", () => {
  expect(chipsOf({ any: [high, errand] })).toBeNull();
  expect(chipsOf({ all: [high, { any: [high, errand] }] })).toBeNull();
  expect(chipsOf({ not: { all: [high, errand] } })).toBeNull();
});

test.each([
  "project:HOME priority:high,medium",
  "-label:errand,none assignee:me",
  "section:Kitchen status:open,done",
  "due:overdue start:today..today+7 created:>=today-7",
  "-due:none completed:2026-12-01",
  '"at home" -has:subtasks -is:archived',
])("keeps %s unchanged when converted to chips and back", (text) => {
  const chips = chipsOf(parseFilter(text, resolver));
  expect(chips).not.toBeNull();
  expect(printFilter(expressionOf(chips ?? []), resolver)).toBe(text);
});

test("omits new conditions that have no value", () => {
  const unfinished = FILTER_FIELDS.filter((field) => expressionOf([newChip(field)]) === null);
  expect(unfinished).toEqual(["project", "section", "label", "assignee", "status", "priority", "text"]);
});

test("returns the project only if the filter is limited to exactly one project", () => {
  const home: Expression = { field: "project", is: ["home"] };
  expect(projectOf({ all: [high, home] })).toBe("home");
  expect(projectOf({ not: home })).toBeNull();
  expect(projectOf({ any: [high, home] })).toBeNull();
  expect(projectOf({ field: "project", is: ["home", "garden"] })).toBeNull();
  expect(projectOf(null)).toBeNull();
});

test("toggles a value", () => {
  expect(toggled([1, 2], 2)).toEqual([1]);
  expect(toggled([1], 2)).toEqual([1, 2]);
});
