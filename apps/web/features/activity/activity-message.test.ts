import type { Change } from "@docket/schema/change";
import { LOCALES } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { CATALOGUE } from "../../i18n/catalogue.ts";
import { activityMessages } from "./activity-message.ts";
import type { ActivityNameResolvers } from "./activity-message.ts";

const NAMES: ActivityNameResolvers = {
  person: (id) => ({ ada: "Ada", grace: "Grace" })[id] ?? "Someone",
  project: (id) => (id === null ? "another project" : "Flat"),
  section: () => "Later",
  task: () => "Cellar",
  label: (id) => id,
  priority: (priority) => `P${priority}`,
  when: ({ date }) => date,
  duration: (minutes) => `${minutes} min`,
  list: (names) => names.join(", "),
};

function changed(before: Change["before"], after: Change["after"], more: Partial<Change> = {}): Change {
  return {
    workspaceId: "w",
    seq: "1",
    commandId: "c",
    actorId: "ada",
    projectId: "p",
    entity: "task",
    entityId: "t",
    op: "update",
    version: 2,
    before,
    after,
    isWhole: false,
    at: "2026-11-24T09:00:00.000Z",
    ...more,
  };
}

function said(change: Change, locale: Locale = "en"): string[] {
  const t = createTranslator({ locale, messages: CATALOGUE[locale] as never, namespace: "activityItem" as never });
  return activityMessages(change, t, NAMES);
}

test.each([
  [{ title: "Old" }, { title: "New" }, ["Ada changed the title from “Old” to “New”"]],
  [{ description: "" }, { description: "x" }, ["Ada added a description"]],
  [{ description: "x" }, { description: "" }, ["Ada removed the description"]],
  [{ status: "open", completedAt: null }, { status: "done", completedAt: "now" }, ["Ada completed this task"]],
  [{ priority: 0 }, { priority: 3 }, ["Ada changed the priority from P0 to P3"]],
  [{ due: null }, { due: { date: "2026-11-30" } }, ["Ada set the date to 2026-11-30"]],
  [{ due: { date: "2026-11-30" } }, { due: null }, ["Ada removed the date 2026-11-30"]],
  [{ deadline: null }, { deadline: "2026-12-31" }, ["Ada set the deadline to 2026-12-31"]],
  [{ deadline: "2026-12-30" }, { deadline: "2026-12-31" }, ["Ada changed the deadline from 2026-12-30 to 2026-12-31"]],
  [{ durationMinutes: 5 }, { durationMinutes: 9 }, ["Ada changed the duration from 5 min to 9 min"]],
  [{ labelIds: ["a", "b"] }, { labelIds: ["b", "c"] }, ["Ada added c to the labels · Ada removed a from the labels"]],
  [{ assigneeIds: [] }, { assigneeIds: ["grace"] }, ["Ada assigned this task to Grace"]],
  [{ sectionId: null, rank: "a" }, { sectionId: "s", rank: "b" }, ["Ada moved this task to the section Later"]],
  [{ parentId: "x" }, { parentId: null }, ["Ada moved this task out of its parent task"]],
  [{ rank: "a" }, { rank: "b" }, ["Ada changed the position of this task in the list"]],
])("describes the change from %j to %j", (before, after, sentences) => {
  expect(said(changed(before, after))).toEqual(sentences);
});

test("returns one sentence per changed field", () => {
  expect(said(changed({ title: "a", priority: 1 }, { title: "b", priority: 2 }))).toHaveLength(2);
});

test("returns one sentence for a move to another project, although the change contains the whole task", () => {
  const after = { projectId: "p", sectionId: "s", title: "Boxes", rank: "c" };
  expect(said(changed({ projectId: null, sectionId: null, rank: "a" }, after, { op: "move" }))).toEqual([
    "Ada moved this task from another project to Flat",
  ]);
});

test("describes creating, deleting and restoring a task, and its comments", () => {
  const op = (more: Partial<Change>) => said(changed(null, {}, more));
  expect(op({ op: "create" })).toEqual(["Ada created this task"]);
  expect(op({ op: "trash" })).toEqual(["Ada deleted this task"]);
  expect(op({ op: "restore" })).toEqual(["Ada restored this task"]);
  expect(op({ op: "leave" })).toEqual([]);
  expect(op({ entity: "comment", op: "create", actorId: "grace" })).toEqual(["Grace added a comment"]);
  expect(op({ entity: "comment", op: "update" })).toEqual(["Ada edited a comment"]);
});

test.each(LOCALES)("has a sentence for each field in %s", (locale) => {
  const before = { title: "a", description: "b", status: "open", priority: 1, archivedAt: null };
  const after = { title: "b", description: "c", status: "done", priority: 2, archivedAt: "now" };
  const sentences = said(changed(before, after), locale);
  expect(sentences).toHaveLength(5);
  for (const sentence of sentences) expect(sentence).toContain("Ada");
});
