import { gunzipSync } from "node:zlib";
import { collect } from "@docket/core/testing/collect";
import type { World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import type { Id } from "@docket/schema/id";
import { SNAPSHOT_PATH, parseSnapshot, rowsOf } from "@docket/schema/snapshot";
import type { SnapshotHead, WorkspaceSnapshotHead } from "@docket/schema/snapshot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerSnapshot } from "../snapshot.ts";
import { createTestContext } from "../testing/context.ts";
import type { Fixture } from "./fixture.ts";
import { createFixture } from "./fixture.ts";
import type { Principal, Principals, Role } from "./principals.ts";
import { PRINCIPALS, createPrincipals, identify, roleOf } from "./principals.ts";

let world: World;
let principals: Principals;
let fixture: Fixture;
beforeAll(async () => {
  world = await createWorld({ settings: { REGISTRATION: "open" } });
  principals = await createPrincipals(world);
  fixture = await createFixture(world, principals);
});
afterAll(() => world.close());

type Options = { method?: string; headers?: Record<string, string> };

/** Requests a snapshot as a principal, with a real credential. */
async function ask(principal: Principal, query: string, { method = "GET", headers = {} }: Options = {}) {
  const role = roleOf(principal);
  const { runtime, request: info } = world.anonymous();
  const identity = await identify(world, principals, principal, role && principals.people[role], "tasks:read");
  const context = createTestContext({ runtime, request: info, identity });
  const request = new Request(`http://localhost${SNAPSHOT_PATH}${query}`, { method, headers });
  return answerSnapshot(request, { context, cookies: [], rates: [], commands: [] });
}

const queryOf = (project: Id, workspace = fixture.workspaceId) => `?workspace=${workspace}&project=${project}`;

/** The members of the fixture's project. */
const MEMBERS: Role[] = ["manager", "unverified", "suspended", "editor", "commenter", "viewer", "guest"];

/** Expects the email addresses of all members, and no others, if the principal manages the project; else none. */
function expectEmails(text: string, principal: Principal): void {
  const people = Object.entries(principals.people).filter(([, { email }]) => text.includes(email));
  const roles = people.map(([role]) => role);
  expect(roles.toSorted()).toEqual(principal === "manager" ? MEMBERS.toSorted() : []);
}

/** The expected status, as in the access table for `task.list`. */
const REFUSED: Partial<Record<Principal, number>> = {
  anonymous: 401,
  unverified: 403,
  stranger: 404,
  exMember: 404,
  workspaceAdmin: 404,
  instanceAdmin: 404,
  suspended: 401,
  tokenWithoutScope: 403,
  tokenOfAnotherProject: 404,
};

test.each(PRINCIPALS)("%s receives the snapshot of a project, or an error", async (principal) => {
  const response = await ask(principal, queryOf(fixture.projectId));
  expect(response.status).toBe(REFUSED[principal] ?? 200);
  if (response.status !== 200) {
    expect(await response.json()).toEqual({ error: expect.objectContaining({ code: expect.any(String) }) });
    return;
  }
  const lines = await collect(parseSnapshot(response.body!));
  const [head] = lines;
  expect(head).toMatchObject({ kind: "head", project: { id: fixture.projectId } });
  const rows = lines.flatMap((line) => (line.kind === "head" ? [] : rowsOf(line)));
  const kinds = principal === "readOnlyToken" ? ["section", "label", "task"] : ["section", "member", "label", "task"];
  expect([...new Set(rows.map(({ kind }) => kind))]).toEqual(kinds);
  const text = JSON.stringify(lines);
  for (const id of [...Object.values(fixture.hidden), ...Object.values(fixture.other)]) expect(text).not.toContain(id);
  for (const id of [fixture.trashedTaskId, fixture.trashedSectionId]) expect(text).not.toContain(id);
  expectEmails(text, principal);
});

/** The expected status for a workspace, as in the access table for `workspace.listPeople`. */
const REFUSED_WORKSPACE: Partial<Record<Principal, number>> = {
  anonymous: 401,
  unverified: 403,
  stranger: 404,
  instanceAdmin: 404,
  suspended: 401,
  tokenWithoutScope: 403,
};

/** Who can see another project of the manager. */
const SEES_OTHER: ReadonlySet<Principal> = new Set(["manager", "readOnlyToken", "tokenOfAnotherProject"]);

test.each(PRINCIPALS)("%s receives the snapshot of a workspace, or an error", async (principal) => {
  const response = await ask(principal, `?workspace=${fixture.workspaceId}`);
  expect(response.status).toBe(REFUSED_WORKSPACE[principal] ?? 200);
  if (response.status !== 200) {
    expect(await response.json()).toEqual({ error: expect.objectContaining({ code: expect.any(String) }) });
    return;
  }
  const lines = await collect(parseSnapshot<SnapshotHead | WorkspaceSnapshotHead>(response.body!));
  const [head] = lines;
  const projectIds = lines.flatMap((line) => (line.kind === "head" ? [line.project.id] : []));
  expect(head).toMatchObject({ kind: "workspace", projectIds });
  expect(projectIds.includes(fixture.projectId)).toBe(REFUSED[principal] === undefined);
  const text = JSON.stringify(lines);
  for (const id of Object.values(fixture.hidden)) expect(text).not.toContain(id);
  expect(text.includes(fixture.other.projectId)).toBe(SEES_OTHER.has(principal));
  for (const id of [fixture.trashedProjectId, fixture.trashedTaskId, fixture.trashedSectionId])
    expect(text).not.toContain(id);
  expectEmails(text, principal);
});

test.each(PRINCIPALS)("%s can't read a project that doesn't exist or that they can't see", async (principal) => {
  const isAdmitted = ![401, 403].includes(REFUSED[principal] ?? 200);
  for (const project of [fixture.hidden.projectId, fixture.trashedProjectId, fixture.newId()]) {
    const response = await ask(principal, queryOf(project));
    expect(response.status).toBe(isAdmitted ? 404 : REFUSED[principal]);
  }
  const foreign = await ask(principal, queryOf(fixture.projectId, principals.people.stranger.workspaceId));
  expect(foreign.status).toBe(isAdmitted ? 404 : REFUSED[principal]);
});

test.each([
  ["", "GET", 422],
  ["?workspace=1&project=2", "GET", 422],
  ["?project=00000000-0000-7000-8000-000000000000", "GET", 422],
  ["?workspace=00000000-0000-7000-8000-000000000000", "GET", 404],
  ["?workspace=00000000-0000-7000-8000-000000000000&project=00000000-0000-7000-8000-000000000000&x=1", "GET", 422],
  ["?workspace=00000000-0000-7000-8000-000000000000&project=00000000-0000-7000-8000-000000000000", "POST", 405],
])("%s by %s returns %i", async (query, method, status) => {
  expect((await ask("manager", query, { method })).status).toBe(status);
});

test.each([
  ["gzip, deflate, br", true],
  ["br, gzip;q=0.5", true],
  ["*", true],
  ["gzip;q=0", false],
  ["gzip; q=0.0, br", false],
  ["gzip;q=0, *", false],
  ["identity", false],
])("accept-encoding %s: compressed is %s", async (accepted, isCompressed) => {
  const response = await ask("viewer", queryOf(fixture.projectId), { headers: { "accept-encoding": accepted } });
  expect(response.headers.get("content-encoding")).toBe(isCompressed ? "gzip" : null);
  expect(response.headers.get("vary")).toBe("accept-encoding");
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = (isCompressed ? gunzipSync(bytes) : bytes).toString();
  expect(JSON.parse(text.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ kind: "end" });
});
