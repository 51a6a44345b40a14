import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { createTeam } from "@docket/core/testing/team";
import type { Team } from "@docket/core/testing/team";
import { PASSWORD } from "@docket/core/testing/world";
import { exportDocument } from "@docket/schema/export-document";
import type { ExportLine, ExportProgress } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import { serveWorld } from "@docket/server/testing/served-world";
import type { ServedWorld } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient, newId } from "./client.ts";
import { DocketError } from "./error.ts";
import type { ExportOptions } from "./export.ts";
import { createSessionClient } from "./session-client.ts";
import type { WorkspaceClient } from "./workspace.ts";

const TASKS = 22_000;
/** A lower bound for the number of SQL statements of a complete export: a page of 200 tasks takes at least six. */
const STATEMENTS = (TASKS / 200) * 6;

let served: ServedWorld;
let url: string;
let team: Team;
let workspace: WorkspaceClient;
let token: string;
let tokenId: Id;
let hidden: Id;

beforeAll(async () => {
  served = await serveWorld();
  url = `http://127.0.0.1:${served.port}`;
  team = await createTeam(served.world);
  const session = createSessionClient({ url });
  await session.session.signIn.mutate({ email: team.manager.email, password: PASSWORD });
  tokenId = newId();
  ({ token } = await session.apiToken.create.mutate({ id: tokenId, name: "Nightly", scopes: ["export"] }));
  workspace = createClient({ url, token }).workspace(team.workspaceId);
  const ofOwner = createSessionClient({ url });
  await ofOwner.session.signIn.mutate({ email: team.owner.email, password: PASSWORD });
  const owners = ofOwner.workspace(team.workspaceId);
  hidden = newId();
  await owners.project.create.mutate({ id: hidden, name: "Hidden" });
  await owners.task.create.mutate({ id: newId(), projectId: hidden, title: "Hidden task" });
  await fill(TASKS);
});
afterAll(() => served.close());

/** Creates tasks in the shared project. Each has a description, and every hundredth has a comment. */
async function fill(count: number): Promise<void> {
  const { pool } = served.world.database.owner;
  const values = [team.workspaceId, team.projectId, team.manager.id];
  await pool.query(
    `INSERT INTO task (workspace_id, id, project_id, number, title, description, rank, created_by)
     SELECT $1::uuid, gen_random_uuid(), $2::uuid, 100 + n, 'Task ' || n, repeat('word ', 200),
       'a' || lpad(n::text, 6, '0'), $3::uuid FROM generate_series(1, ${count}) n`,
    values,
  );
  await pool.query(
    `INSERT INTO comment (workspace_id, id, task_id, author_id, body)
     SELECT workspace_id, gen_random_uuid(), id, $3::uuid, 'On ' || title FROM task
     WHERE workspace_id = $1::uuid AND project_id = $2::uuid AND number % 100 = 0`,
    values,
  );
}

async function collect(lines: AsyncIterable<ExportLine>): Promise<ExportLine[]> {
  const all: ExportLine[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function failureOf(lines: AsyncIterable<unknown>): Promise<DocketError> {
  try {
    for await (const _line of lines);
  } catch (error) {
    if (error instanceof DocketError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

function exported(options?: ExportOptions) {
  return workspace.export(options);
}

describe(`a workspace with ${TASKS} tasks`, () => {
  test("is exported completely in one request, in order and with progress", async () => {
    const progress: ExportProgress[] = [];
    const lines = await collect(exported({ onProgress: (now) => progress.push(now) }));
    const kinds = lines.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1]);
    expect(kinds.slice(0, 3)).toEqual(["head", "person", "project"]);
    expect(kinds.at(-1)).toBe("end");
    const tasks = lines.flatMap((line) => (line.kind === "task" ? line.row : []));
    expect(tasks.length).toBe(TASKS + 1);
    expect(new Set(tasks.map(({ id }) => id)).size).toBe(tasks.length);
    expect(lines[0]).toMatchObject({ counts: { tasks: TASKS + 1, comments: TASKS / 100 } });
    const misplaced = lines.filter((line, at) => {
      const before = lines[at - 1];
      return line.kind === "comment" && (before?.kind !== "task" || before.row.id !== line.row.taskId);
    });
    expect(misplaced).toEqual([]);
    expect(lines.filter(({ kind }) => kind === "comment").length).toBe(TASKS / 100);
    expect(JSON.stringify(lines)).not.toContain("Hidden");
    expect(progress.length).toBeGreaterThan(50);
    expect(progress.map(({ done }) => done)).toEqual(progress.map(({ done }) => done).toSorted((a, b) => a - b));
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  });

  test("is converted to one JSON document with every row in its list", async () => {
    let text = "";
    for await (const line of exportDocument(exported({ projectId: team.projectId }))) text += `${line}\n`;
    const { projects, ...around } = JSON.parse(text) as { projects: { id: Id; tasks: { comments: object[] }[] }[] };
    expect(around).toMatchObject({ format: "docket", version: 1, labels: [], folders: [], views: [] });
    expect(projects.map(({ id }) => id)).toEqual([team.projectId]);
    expect(projects[0]?.tasks.length).toBe(TASKS + 1);
    expect(projects[0]?.tasks.flatMap(({ comments }) => comments).length).toBe(TASKS / 100);
  });

  test("is read from the database only as fast as the client reads, and not after it has disconnected", async () => {
    const statements = { count: 0 };
    const { pool } = served.world.database.app;
    const countOnce = () => void (statements.count += 1);
    pool.on("acquire", countOnce);
    const cancel = new AbortController();
    const lines = exported({ signal: cancel.signal });
    for (let taken = 0; taken < 300; taken += 1) await lines.next();
    const settled = async () => {
      let before = -1;
      while (before !== statements.count) {
        before = statements.count;
        await pause(300);
      }
      return before;
    };
    const ahead = await settled();
    expect(ahead).toBeLessThan(STATEMENTS / 2);
    cancel.abort();
    await lines.return();
    expect((await settled()) - ahead).toBeLessThan(STATEMENTS / 10);
    pool.off("acquire", countOnce);
  });

  test("fails as truncated if the token or the account becomes invalid during the export", async () => {
    const { db } = served.world.runtime;
    const broken = { code: "unreachable", message: expect.stringMatching(/cut off/) };
    const revoke = (revokedAt: Date | null) => db.apiToken.update({ where: { id: tokenId }, data: { revokedAt } });
    const half = async (end: () => Promise<unknown>) => {
      const lines = exported();
      await lines.next();
      await end();
      return failureOf(lines);
    };
    expect(await half(() => revoke(new Date()))).toMatchObject(broken);
    await revoke(null);
    const suspend = () => db.userAccount.update({ where: { id: team.manager.id }, data: { status: "suspended" } });
    expect(await half(suspend)).toMatchObject(broken);
    await db.userAccount.update({ where: { id: team.manager.id }, data: { status: "active" } });
  });
});

test("returns not_found for a project or workspace that the caller can't see", async () => {
  expect(await failureOf(exported({ projectId: hidden }))).toMatchObject({ code: "not_found", status: 404 });
  const foreign = createClient({ url, token }).workspace(team.stranger.workspaceId).export();
  expect(await failureOf(foreign)).toMatchObject({ code: "not_found", status: 404 });
});

describe("an incomplete export fails:", () => {
  let server: Server;
  let body: string;
  let isCut: boolean;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/x-ndjson" });
      response.write(body);
      if (isCut) setTimeout(() => response.destroy(), 50);
      else response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const counts = { projects: 0, sections: 0, tasks: 0, comments: 0 };
  const head = JSON.stringify({ kind: "head", format: "docket", version: 1, workspace: {}, changeSeq: "1", counts });
  const person = JSON.stringify({ kind: "person", row: { userId: newId(), name: "Ada" } });
  const end = JSON.stringify({ kind: "end", rows: 1, changeSeq: "1" });

  test.each([
    ["nothing at all", "", false, /cut off/],
    ["no last line", `${head}\n${person}\n`, false, /cut off/],
    ["a last line without its end", `${head}\n${person}\n${end}`, false, /cut off/],
    ["a line cut in two", `${head}\n${person.slice(0, 20)}`, false, /cut off/],
    ["a connection that is cut", `${head}\n${person}\n`, true, /cut off/],
    ["a row too few", `${head}\n${end}\n`, false, /incomplete/],
    ["no JSON", `${head}\n<html>\n`, false, /can't be read/],
    ["another version", `${head.replace('"version":1', '"version":2')}\n`, false, /doesn't support the format/],
  ])("%s", async (_, text, cut, message) => {
    [body, isCut] = [text, cut];
    const { port } = server.address() as AddressInfo;
    const client = createClient({ url: `http://127.0.0.1:${port}`, token: "dkt_pat_x" });
    const failure = await failureOf(client.workspace(newId()).export());
    expect(failure).toMatchObject({ code: "unreachable", message: expect.stringMatching(message) });
  });
});
