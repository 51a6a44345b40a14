import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createTeam } from "@docket/core/testing/team";
import type { Team } from "@docket/core/testing/team";
import { PASSWORD } from "@docket/core/testing/world";
import { SNAPSHOT_FORMAT, SNAPSHOT_PATH, rowsOf } from "@docket/schema/snapshot";
import type { SnapshotRow } from "@docket/schema/snapshot";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, newId } from "./client.ts";
import { createSessionClient } from "./session-client.ts";
import type { WorkspaceClient } from "./workspace.ts";

const TASKS = 22_000;

let served: ServedWorld;
let url: string;
let team: Team;
let token: string;
let workspace: WorkspaceClient;

beforeAll(async () => {
  served = await serveWorld();
  url = `http://127.0.0.1:${served.port}`;
  team = await createTeam(served.world);
  const session = createSessionClient({ url });
  await session.session.signIn.mutate({ email: team.manager.email, password: PASSWORD });
  ({ token } = await session.apiToken.create.mutate({
    id: newId(),
    name: "Copy",
    scopes: ["tasks:read", "projects:read"],
  }));
  workspace = createClient({ url, token }).workspace(team.workspaceId);
  await served.world.database.owner.pool.query(
    `INSERT INTO task (workspace_id, id, project_id, number, title, rank, created_by)
     SELECT $1::uuid, gen_random_uuid(), $2::uuid, 100 + n, 'Task ' || n || repeat(gen_random_uuid()::text, 10),
       'a' || lpad(n::text, 6, '0'), $3::uuid FROM generate_series(1, ${TASKS}) n`,
    [team.workspaceId, team.projectId, team.manager.id],
  );
});
afterAll(() => served.close());

async function collect<Line>(lines: AsyncIterable<Line>) {
  const all: Line[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

test("reads all tasks of a project through the server", async () => {
  const lines = await collect(workspace.snapshot({ projectId: team.projectId }));
  const rows = lines.flatMap((line) => (line.kind === "head" ? [] : rowsOf(line)));
  const tasks = rows.flatMap((row) => (row.kind === "task" ? [row.row] : []));
  expect(lines[0]).toMatchObject({ kind: "head", tasks: tasks.length, project: { id: team.projectId } });
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
  expect(tasks.length).toBeGreaterThanOrEqual(TASKS);
});

test("reads a workspace and its projects through the server", async () => {
  const lines = await collect(workspace.snapshot());
  const [head] = lines;
  const heads = lines.filter((line) => line.kind === "head");
  expect(head).toMatchObject({ kind: "workspace", projectIds: heads.map(({ project }) => project.id) });
  const ids = lines.flatMap((line) => ("rows" in line ? rowsOf(line).flatMap(projectIdOf) : []));
  expect(new Set(ids)).toEqual(new Set(heads.map(({ project }) => project.id)));
  expect(heads.find(({ project }) => project.id === team.projectId)?.tasks).toBeGreaterThanOrEqual(TASKS);
});

const projectIdOf = (line: SnapshotRow) => (line.kind === "project" ? [line.row.id] : []);

test("is compressed only for clients that accept it", async () => {
  const address = `${url}${SNAPSHOT_PATH}?workspace=${team.workspaceId}&project=${team.projectId}`;
  const read = async (encoding: string) => {
    const headers = { authorization: `Bearer ${token}`, "accept-encoding": encoding };
    const response = await fetch(address, { headers });
    return { encoding: response.headers.get("content-encoding"), text: await response.text() };
  };
  const [packed, plain] = [await read("gzip"), await read("identity")];
  expect([packed.encoding, plain.encoding]).toEqual(["gzip", null]);
  expect(packed.text).toBe(plain.text);
});

test("a client that stops reading doesn't keep others from reading", async () => {
  for (let round = 0; round < 6; round += 1) {
    for await (const line of workspace.snapshot({ projectId: team.projectId })) if (line.kind !== "head") break;
  }
  const stop = new AbortController();
  const lines = workspace.snapshot({ projectId: team.projectId, signal: stop.signal });
  await lines.next();
  stop.abort();
  await expect(collect(lines)).rejects.toMatchObject({ name: "DocketError", code: "unreachable" });
  expect((await workspace.snapshot({ projectId: team.projectId }).next()).value).toMatchObject({ kind: "head" });
});

test("is rejected with the error's code", async () => {
  const failure = workspace.snapshot({ projectId: newId() }).next();
  await expect(failure).rejects.toMatchObject({ name: "DocketError", code: "not_found", status: 404 });
});

test.each([
  ["without its end", [{ ...SNAPSHOT_FORMAT, kind: "head" }]],
  [
    "with a missing block",
    [
      { ...SNAPSHOT_FORMAT, kind: "head" },
      { kind: "end", blocks: 1 },
    ],
  ],
  [
    "of another version",
    [
      { ...SNAPSHOT_FORMAT, kind: "head", version: 2 },
      { kind: "end", blocks: 0 },
    ],
  ],
])("rejects a snapshot %s", async (_, lines) => {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/x-ndjson");
    response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const broken = createClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token });
  const reading = collect(broken.workspace(newId()).snapshot({ projectId: newId() }));
  await expect(reading).rejects.toMatchObject({ name: "DocketError", code: "unreachable" });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
