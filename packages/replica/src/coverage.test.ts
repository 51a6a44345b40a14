import type { GivenFilter } from "@docket/schema/filter-expression";
import type { Id } from "@docket/schema/id";
import type { SnapshotCoverage } from "@docket/schema/snapshot";
import { expect, test } from "vitest";
import { isCovered } from "./coverage.ts";

const reader = { userId: "ada", now: new Date("2026-11-30T09:00:00.000Z") };
const ALL: SnapshotCoverage = { kind: "all", closedSince: "2026-11-16T09:00:00.000Z" };
const DUE: SnapshotCoverage = { kind: "due", dueUntil: "2026-12-08" };
/** One task and one section are held in the project `home`. */
const isHomeCovered = (filter: GivenFilter, others: Record<Id, SnapshotCoverage> = {}) => {
  const coverage = new Map(Object.entries({ home: ALL, ...others }));
  const projectOf = (_entity: string, id: Id) => (["task", "section"].includes(id) ? "home" : undefined);
  return isCovered({ filter }, reader, { coverage, projectIds: [...coverage.keys()], projectOf });
};

test.each<[boolean, GivenFilter]>([
  [true, {}],
  [true, { projectId: "home", assigneeId: "ada" }],
  [true, { isArchived: "any" }],
  [false, { status: "closed" }],
  [false, { status: "any", projectId: "home" }],
  [true, { status: "any", parentId: "task" }],
  [false, { status: "any", parentId: "unknown" }],
  [false, { status: "any", parentId: null }],
  [true, { status: "any", ids: ["task"] }],
  [false, { ids: ["task", "unknown"], status: "any" }],
  [true, { status: "closed", where: { field: "completed", from: "today-7", to: null } }],
  [false, { status: "closed", where: { field: "completed", from: "today-30", to: null } }],
  [false, { status: "closed", where: { field: "completed", from: null, to: "today" } }],
  [true, { status: "any", where: { field: "status", is: ["open"] } }],
  [
    true,
    {
      status: "any",
      where: {
        any: [
          { field: "status", is: ["open"] },
          { field: "completed", from: "2026-11-17", to: null },
        ],
      },
    },
  ],
  [
    false,
    {
      status: "any",
      where: {
        any: [
          { field: "status", is: ["open"] },
          { field: "priority", is: [1] },
        ],
      },
    },
  ],
  [false, { status: "any", where: { not: { field: "status", is: ["open"] } } }],
  [false, { text: "word" }],
  [false, { where: { not: { field: "text", contains: "word" } } }],
  [false, { projectId: "unknown" }],
])("returns %s for all tasks of %j", (expected, filter) => {
  expect(isHomeCovered(filter)).toBe(expected);
});

test.each<[boolean, GivenFilter]>([
  [false, {}],
  [true, { projectId: "home" }],
  [true, { parentId: "task" }],
  [true, { sectionId: "section" }],
  [false, { sectionId: null }],
  [
    true,
    {
      where: {
        any: [
          { field: "project", is: ["home"] },
          { field: "section", is: ["section"] },
        ],
      },
    },
  ],
  [false, { where: { field: "project", is: ["home", "large"] } }],
  [true, { dueTo: "2026-12-08" }],
  [true, { where: { field: "due", from: null, to: "today+8" } }],
  [false, { dueTo: "2026-12-09" }],
  [false, { dueTo: "2026-12-08", status: "any" }],
  [false, { hasDue: true }],
])("returns %s for a project with too many tasks beside another one: %j", (expected, filter) => {
  expect(isHomeCovered(filter, { large: DUE })).toBe(expected);
});

test("covers nothing else in a project that is too large", () => {
  expect(isHomeCovered({ projectId: "huge", dueTo: "2026-12-01" }, { huge: { kind: "none" } })).toBe(false);
  expect(isHomeCovered({ projectId: "large", dueTo: "2026-12-01", status: "any" }, { large: DUE })).toBe(false);
  expect(isHomeCovered({ projectId: "large", dueTo: "2026-12-01" }, { large: DUE })).toBe(true);
  expect(isHomeCovered({ projectId: "home" }, { huge: { kind: "none" } })).toBe(true);
});
