import type { Change } from "@docket/schema/change";
import { LOCALES } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { CATALOGUE } from "../../i18n/catalogue.ts";
import { groupByDay } from "./activity-day.ts";
import { isUnfiltered, readActivityFilter, writeActivityFilter } from "./activity-filter.ts";
import { entityMessage } from "./entity-message.ts";

const PEOPLE: Record<string, string> = { ada: "Ada", grace: "Grace" };

function line(more: Partial<Change>): Change {
  return {
    workspaceId: "w",
    seq: "1",
    commandId: "c",
    actorId: "ada",
    projectId: "p",
    entity: "project",
    entityId: "p",
    op: "update",
    version: 2,
    before: null,
    after: null,
    isWhole: false,
    at: "2026-11-24T09:00:00.000Z",
    ...more,
  };
}

function said(more: Partial<Change>, locale: Locale = "en"): string | null {
  const t = createTranslator({ locale, messages: CATALOGUE[locale], namespace: "activity" });
  return entityMessage(line(more), t, (id) => PEOPLE[id] ?? "Someone");
}

test.each<[Partial<Change>, string | null]>([
  [{ op: "create", entity: "section" }, "Ada created the section"],
  [{ before: { name: "Flat" }, after: { name: "House" } }, "Ada renamed the project from “Flat” to “House”"],
  [{ before: { archivedAt: null }, after: { archivedAt: "2026-11-24" } }, "Ada archived the project"],
  [{ before: { archivedAt: "2026-11-24" }, after: { archivedAt: null } }, "Ada unarchived the project"],
  [{ entity: "label", before: { color: "red" }, after: { color: "blue" } }, "Ada changed the colour of the label"],
  [{ entity: "task", op: "purge" }, "Ada deleted a task for good"],
  [{ entity: "member", entityId: "grace", op: "grant", after: { role: "editor" } }, "Ada added Grace as editor"],
  [{ entity: "member", entityId: "ada", op: "revoke", before: { role: "editor" } }, "Ada left"],
  [{ entity: "member", entityId: "grace", op: "revoke", before: { role: "editor" } }, "Ada removed Grace"],
  [
    { entity: "member", entityId: "grace", op: "grant", before: { role: "viewer" }, after: { role: "manager" } },
    "Ada changed the role of Grace from viewer to manager",
  ],
  [{ entity: "invitation", op: "create", after: { role: "guest" } }, "Ada invited someone as guest"],
  [{ entity: "invitation", op: "update", after: { acceptedBy: "ada" } }, "Ada accepted an invitation"],
  [{ entity: "invitation", op: "trash", after: null }, "Ada revoked an invitation"],
  [{ entity: "invitation", op: "trash", after: { declined: true } }, "An invitation was declined"],
  [{ entity: "placement", op: "move" }, null],
  [{ entity: "project", op: "leave" }, null],
])("describes %j as %s", (more, sentence) => {
  expect(said(more)).toBe(sentence);
});

test.each(LOCALES)("has a message for each entity and operation in %s", (locale) => {
  for (const entity of ["project", "section", "label", "view", "workspace", "member", "invitation"])
    for (const op of ["create", "update", "move", "trash", "restore", "purge", "grant", "revoke"] as const)
      expect(said({ entity, op, before: { role: "viewer" }, after: { role: "editor" } }, locale)).not.toContain(
        "activity.",
      );
});

test("groups changes by day in the reader's time zone and merges equal changes by one command", () => {
  const lines = [
    line({ seq: "4", at: "2026-11-24T23:30:00.000Z", commandId: "b" }),
    line({ seq: "3", at: "2026-11-24T10:00:00.000Z", commandId: "a" }),
    line({ seq: "2", at: "2026-11-24T10:00:00.000Z", commandId: "a" }),
    line({ seq: "1", at: "2026-11-24T09:00:00.000Z", entity: "placement" }),
  ];
  const sentenceOf = ({ entity }: Change) => (entity === "placement" ? null : "Something happened.");
  const days = groupByDay(lines, sentenceOf, "Europe/Berlin");
  expect(days.map(({ day, groups }) => [day, groups.map((group) => group.map(({ count }) => count))])).toEqual([
    ["2026-11-25", [[1]]],
    ["2026-11-24", [[2]]],
  ]);
});

test("groups what one person did with one thing within a minute", () => {
  const at = "2026-11-24T10:00:30.000Z";
  const lines = [
    line({ seq: "6", at, commandId: "f", actorId: "other" }),
    line({ seq: "5", at, commandId: "e", entityId: "other" }),
    line({ seq: "4", at, commandId: "d", op: "trash" }),
    line({ seq: "3", at: "2026-11-24T10:00:00.000Z", commandId: "c" }),
    line({ seq: "2", at: "2026-11-24T09:59:59.000Z", commandId: "b" }),
  ];
  const [day] = groupByDay(lines, ({ op }) => op, "UTC");
  expect(day?.groups.map((group) => group.map(({ change }) => change.seq))).toEqual([["6"], ["5"], ["4", "3"], ["2"]]);
});

test("reads a filter back from the URL and ignores invalid values", () => {
  const person = "0193f5b2-3c4d-7e8f-9a0b-1c2d3e4f5a6b";
  const filter = { person, kind: "people", project: null, time: "week" } as const;
  expect(readActivityFilter(new URLSearchParams(writeActivityFilter(filter)))).toEqual(filter);
  const nonsense = readActivityFilter(new URLSearchParams("person=me&kind=__proto__&time=ever"));
  expect(isUnfiltered(nonsense)).toBe(true);
});
