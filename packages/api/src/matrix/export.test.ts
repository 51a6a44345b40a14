import type { Identity } from "@docket/core/identity/session/authenticate";
import { FRESH_MS } from "@docket/core/identity/session/fresh";
import { collect } from "@docket/core/testing/collect";
import type { World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import { ACCOUNT_EXPORT_END, ACCOUNT_EXPORT_PATH } from "@docket/schema/account-export";
import { EXPORT_PATH, readExport } from "@docket/schema/export-line";
import type { ExportLine } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerExport } from "../export.ts";
import { createTestContext } from "../testing/context.ts";
import type { Fixture } from "./fixture.ts";
import { createFixture } from "./fixture.ts";
import type { Principals, Principal } from "./principals.ts";
import { createPrincipals, identify, PRINCIPALS, roleOf } from "./principals.ts";

let world: World;
let principals: Principals;
let fixture: Fixture;
beforeAll(async () => {
  world = await createWorld({ settings: { REGISTRATION: "open" } });
  principals = await createPrincipals(world);
  fixture = await createFixture(world, principals);
});
afterAll(() => world.close());

/** Requests an export as a principal, with a real credential. */
async function exportAs(principal: Principal, query: string, method = "GET", path = EXPORT_PATH): Promise<Response> {
  const role = roleOf(principal);
  const identity = await identify(world, principals, principal, role && principals.people[role], "export");
  return exportFor(identity, query, { method, path });
}

function exportFor(
  identity: Identity,
  query: string,
  { method, path, from = world }: { method: string; path: string; from?: World },
): Promise<Response> {
  const { runtime, request: info } = from.anonymous();
  const context = createTestContext({ runtime, request: info, identity });
  const request = new Request(`http://localhost${path}${query}`, { method });
  return answerExport(request, { context, cookies: [], rates: [], commands: [] });
}

async function linesOf({ body }: Response): Promise<ExportLine[]> {
  return body ? collect(readExport(body)) : [];
}

const REFUSED: Partial<Record<Principal, number>> = {
  anonymous: 401,
  unverified: 403,
  stranger: 404,
  instanceAdmin: 404,
  suspended: 401,
  tokenWithoutScope: 403,
  readOnlyToken: 403,
};

/** Returns the fixture's projects that a principal is a member of and can see. */
function projectsOf(principal: Principal): Id[] {
  if (principal === "exMember" || principal === "workspaceAdmin") return [];
  if (principal === "tokenOfAnotherProject") return [fixture.other.projectId];
  return [fixture.projectId, ...(principal === "manager" ? [fixture.other.projectId] : [])];
}

test.each(PRINCIPALS)("%s receives what they can see of a workspace, or an error", async (principal) => {
  const response = await exportAs(principal, `?workspace=${fixture.workspaceId}`);
  expect(response.status).toBe(REFUSED[principal] ?? 200);
  if (response.status !== 200) {
    expect(await response.json()).toEqual({ error: expect.objectContaining({ code: expect.any(String) }) });
    return;
  }
  const lines = await linesOf(response);
  const projects = lines.flatMap((line) => (line.kind === "project" ? line.row.id : []));
  expect(projects.toSorted()).toEqual(projectsOf(principal).toSorted());
  const inProjects = lines.flatMap((line) =>
    line.kind === "section" || line.kind === "task" ? line.row.projectId : [],
  );
  expect([...new Set(inProjects)].toSorted()).toEqual(projects.toSorted());
  const text = JSON.stringify(lines);
  for (const id of Object.values(fixture.hidden)) expect(text).not.toContain(id);
  const { trashedProjectId, trashedTaskId, trashedSectionId, trashedCommentId } = fixture;
  for (const id of [trashedProjectId, trashedTaskId, trashedSectionId, trashedCommentId])
    expect(text).not.toContain(id);
  for (const { email } of Object.values(principals.people)) expect(text).not.toContain(email);
});

test.each(PRINCIPALS)("%s receives one project, or an error", async (principal) => {
  const { workspaceId, projectId } = fixture;
  const response = await exportAs(principal, `?workspace=${workspaceId}&project=${projectId}`);
  const isTheirs = projectsOf(principal).includes(projectId);
  expect(response.status).toBe(REFUSED[principal] ?? (isTheirs ? 200 : 404));
  if (response.status !== 200) return;
  const projects = (await linesOf(response)).flatMap((line) => (line.kind === "project" ? line.row.id : []));
  expect(projects).toEqual([projectId]);
});

const NO_ACCOUNT: Partial<Record<Principal, number>> = {
  anonymous: 401,
  suspended: 401,
  tokenWithoutScope: 403,
  readOnlyToken: 403,
  tokenOfAnotherProject: 403,
};

test.each(PRINCIPALS)("%s receives the data that Docket stores about them, or an error", async (principal) => {
  const response = await exportAs(principal, "", "GET", ACCOUNT_EXPORT_PATH);
  expect(response.status).toBe(NO_ACCOUNT[principal] ?? 200);
  const text = await response.text();
  const own = roleOf(principal);
  for (const [role, { email }] of Object.entries(principals.people))
    expect(text.includes(email), role).toBe(response.status === 200 && role === own);
  if (response.status !== 200) return;
  expect(text.endsWith(ACCOUNT_EXPORT_END)).toBe(true);
  expect(JSON.parse(text)).toMatchObject({ format: "docket-account", complete: true });
  for (const id of Object.values(fixture.hidden)) expect(text).not.toContain(id);
});

test("exporting account data requires recent authentication", async () => {
  const authenticatedAt = new Date(world.runtime.clock().getTime() - FRESH_MS - 1);
  const identity = {
    kind: "actor",
    actor: { ...principals.people.viewer.actor, authenticatedAt },
    locale: "en",
  } as const;
  const response = await exportFor(identity, "", { method: "GET", path: ACCOUNT_EXPORT_PATH });
  expect(await response.json()).toEqual({ error: expect.objectContaining({ code: "reauthentication_required" }) });
});

test.each([
  ["?workspace=1", "GET", 422],
  ["", "POST", 405],
])("the account export %s by %s returns %i", async (query, method, status) => {
  expect((await exportAs("manager", query, method, ACCOUNT_EXPORT_PATH)).status).toBe(status);
});

test.each([
  ["", "GET", 422],
  ["?workspace=1", "GET", 422],
  ["?workspace=00000000-0000-7000-8000-000000000000", "GET", 404],
  ["?workspace=00000000-0000-7000-8000-000000000000&limit=1", "GET", 422],
  ["?workspace=00000000-0000-7000-8000-000000000000", "POST", 405],
])("the workspace export %s by %s returns %i", async (query, method, status) => {
  expect((await exportAs("manager", query, method)).status).toBe(status);
});

test("is counted against a separate rate limit and recorded in the security log", async () => {
  const { db } = world.runtime;
  const at = { kind: "sensitive_export", workspaceId: fixture.workspaceId, actorId: principals.people.viewer.id };
  const before = await db.securityEvent.count({ where: at });
  await linesOf(await exportAs("viewer", `?workspace=${fixture.workspaceId}`));
  expect((await db.securityEvent.count({ where: at })) - before).toBe(1);

  const limited = await createWorld({ isLimited: true });
  const someone = await limited.person("Someone");
  const ask = async () => {
    const identity = { kind: "actor", actor: someone.actor, locale: "en" } as const;
    const query = `?workspace=${someone.workspaceId}`;
    const response = await exportFor(identity, query, { method: "GET", path: EXPORT_PATH, from: limited });
    await response.body?.cancel();
    return response;
  };
  for (let count = 0; count < 20; count += 1) expect((await ask()).status).toBe(200);
  const refused = await ask();
  expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
  await limited.close();
});
