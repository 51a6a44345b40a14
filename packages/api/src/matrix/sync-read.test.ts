import type { World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import type { Id } from "@docket/schema/id";
import { MAX_PAGE_SIZE } from "@docket/schema/page";
import type { ReadEntities } from "@docket/schema/sync";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../root.ts";
import { createTestContext } from "../testing/context.ts";
import { callAs } from "./call.ts";
import type { Fixture, FixtureProject } from "./fixture.ts";
import { createFixture } from "./fixture.ts";
import type { Principal, Principals } from "./principals.ts";
import { createPrincipals, identify, roleOf } from "./principals.ts";

// `sync.read` answers with what the caller can see of the given ids, so that the access table can't tell whether it
// returns too much.

let world: World;
let principals: Principals;
let strangers: Fixture;
let otherWorkspace: Fixture;
let fixture: Fixture;
beforeAll(async () => {
  world = await createWorld({ settings: { REGISTRATION: "open" } });
  principals = await createPrincipals(world);
  strangers = await createFixture(world, await createPrincipals(world));
  otherWorkspace = await createFixture(world, principals);
  // Created last, because it limits one of the tokens to this workspace.
  fixture = await createFixture(world, principals);
});
afterAll(() => world.close());

type EntityKind = ReadEntities["kind"];
type IdsByKind = Record<EntityKind, Id[]>;

const identityOf = (principal: Principal) => {
  const role = roleOf(principal);
  return identify(world, principals, principal, role && principals.people[role], "tasks:read");
};

/** Reads the given ids of each kind, and returns those that were found. */
async function readAll(principal: Principal, ids: IdsByKind, { workspaceId } = fixture): Promise<IdsByKind> {
  const { runtime, request } = world.anonymous();
  const api = createCaller(createTestContext({ runtime, request, identity: await identityOf(principal) }));
  const found = Object.entries(ids).map(async ([kind, wanted]) => {
    // Safe because the keys are the kinds.
    const { rows } = await api.sync.read({ workspaceId, kind: kind as EntityKind, ids: wanted });
    return [kind, rows.map(({ row }) => row.id)];
  });
  return Object.fromEntries(await Promise.all(found)) as IdsByKind;
}

/** Returns the ids of projects and of what is in them, live or in the trash. */
const idsIn = (projects: FixtureProject[]): Omit<IdsByKind, "label" | "folder"> => ({
  project: projects.map(({ projectId }) => projectId),
  section: projects.flatMap(({ sectionId, trashedSectionId }) => [sectionId, trashedSectionId]),
  task: projects.flatMap(({ taskId, subtaskId, trashedTaskId }) => [taskId, subtaskId, trashedTaskId]),
  view: projects.map(({ viewId }) => viewId),
});

/** Returns the ids of everything in a workspace. */
function idsOf(workspace: Fixture): IdsByKind {
  const { labelId, otherLabelId, folderOf, trashedProjectId } = workspace;
  const ids = idsIn([workspace, workspace.other, workspace.hidden]);
  return {
    ...ids,
    project: [...ids.project, trashedProjectId],
    label: [labelId, otherLabelId],
    folder: Object.values(principals.people).map(folderOf),
  };
}

const sorted = (ids: IdsByKind) =>
  Object.fromEntries(Object.entries(ids).map(([kind, list]) => [kind, [...new Set(list)].toSorted()]));

/** The projects of the fixture that a principal can see, and how many of the two labels. */
const VISIBLE = {
  exMember: { projects: [], labels: 0 },
  guest: { projects: ["shared"], labels: 2 },
  viewer: { projects: ["shared"], labels: 2 },
  manager: { projects: ["shared", "other"], labels: 2 },
  workspaceAdmin: { projects: [], labels: 0 },
  readOnlyToken: { projects: ["shared", "other"], labels: 2 },
  tokenOfAnotherProject: { projects: ["other"], labels: 1 },
} as const;
const readers = Object.keys(VISIBLE) as (keyof typeof VISIBLE)[];

test.each(readers)("returns exactly what %s can see", async (principal) => {
  const { projects, labels } = VISIBLE[principal];
  const visible = projects.map((name) => (name === "shared" ? fixture : fixture.other));
  const role = roleOf(principal);
  expect(sorted(await readAll(principal, idsOf(fixture)))).toEqual(
    sorted({
      ...idsIn(visible),
      label: [fixture.labelId, fixture.otherLabelId].slice(0, labels),
      folder: role === null || principal === "tokenOfAnotherProject" ? [] : [fixture.folderOf(principals.people[role])],
    }),
  );
});

const NOTHING: IdsByKind = { project: [], section: [], task: [], label: [], folder: [], view: [] };

test("returns nothing of another workspace, although the caller may be in it", async () => {
  expect(await readAll("manager", idsOf(strangers))).toEqual(NOTHING);
  expect(await readAll("manager", idsOf(otherWorkspace))).toEqual(NOTHING);
});

test("returns nothing for ids of another kind", async () => {
  const { project, section, task, label, folder, view } = idsOf(fixture);
  const shifted = { project: section, section: task, task: label, label: folder, folder: view, view: project };
  expect(await readAll("manager", shifted)).toEqual(NOTHING);
});

test("returns nothing of a project after the membership has ended", async () => {
  const own = await createFixture(world, principals);
  const ids = { ...NOTHING, ...idsIn([own]) };
  const read = () =>
    readAll("viewer", { ...ids, label: [own.labelId], folder: [own.folderOf(principals.people.editor)] }, own);
  expect(sorted(await read())).toEqual(sorted({ ...ids, label: [own.labelId] }));
  const { workspaceId, projectId } = own;
  const userId = principals.people.viewer.id;
  await world.runtime.db.projectMember.delete({
    where: { workspaceId_projectId_userId: { workspaceId, projectId, userId } },
  });
  expect(await read()).toEqual(NOTHING);
});

test.each([
  ["too many ids", { ids: Array.from({ length: MAX_PAGE_SIZE + 1 }, () => uuidv7()) }],
  ["no ids", { ids: [] }],
  ["an invalid id", { ids: ["1"] }],
  ["an unknown kind", { kind: "comment" }],
  ["an unknown field", { limit: 1 }],
])("rejects %s", async (_, input) => {
  const { workspaceId, taskId } = fixture;
  const whole = { workspaceId, kind: "task", ids: [taskId], ...input };
  expect(await callAs(world, await identityOf("manager"), "sync.read", whole)).toBe("invalid");
});
