import type { Person, World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import type { ApiError } from "@docket/schema/error";
import { USER_HEADER } from "@docket/schema/user-header";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDirectApi } from "./direct.ts";
import { createApi } from "./handler.ts";

let world: World;
let ada: Person;
beforeAll(async () => {
  world = await createWorld();
  ada = await world.person("Ada");
});
afterAll(() => world.close());

type Sent = { method?: string; path: string; headers?: Record<string, string>; body?: string };

const arrival = {
  requestId: "request-1",
  clientIp: "192.0.2.1",
  stopping: new AbortController().signal,
  identify: () => undefined,
};

async function sendDirectly({ method = "GET", path, headers = {}, body }: Sent, { runtime } = world) {
  const target = `/api/trpc/${path}`;
  const request = {
    method,
    target,
    header: (name: string) => headers[name],
    body: body === undefined ? null : Buffer.from(body),
    signal: () => arrival.stopping,
  };
  const answer = await createDirectApi(runtime)(request, arrival);
  if (answer === null || typeof answer.body !== "string") return null;
  const { "content-length": length, ...others } = answer.headers;
  expect(length).toBe(String(Buffer.byteLength(answer.body)));
  return { status: answer.status, headers: others, body: JSON.parse(answer.body) as unknown };
}

async function send({ method = "GET", path, headers = {}, body }: Sent, { runtime } = world) {
  const request = new Request(`http://localhost/api/trpc/${path}`, { method, headers, body: body ?? null });
  const answer = await createApi(runtime)(request, arrival);
  const cookies = answer.headers.getSetCookie();
  const headersOf = Object.fromEntries([...answer.headers].filter(([name]) => name !== "set-cookie"));
  return {
    status: answer.status,
    headers: { ...headersOf, ...(cookies.length > 0 && { "set-cookie": cookies }) },
    body: await answer.json(),
  };
}

const as = (person: Person) => ({ cookie: `at=${person.cookies.access}` });
const posted = (person: Person) => ({ ...as(person), "content-type": "application/json" });
const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;

it("rejects a session of another user than the client names", async () => {
  const bea = await world.person("Bea");
  const call = (userId: string) =>
    sendDirectly({ path: "session.get", headers: { ...as(bea), [USER_HEADER]: userId } });
  expect(await call(bea.id)).toMatchObject({ status: 200 });
  const details = { reason: "other_user" };
  expect(await call(ada.id)).toMatchObject({
    status: 401,
    body: { error: { data: { refusal: { code: "unauthorized", details } } } },
  });
});

describe("the direct API responds like tRPC's handler", () => {
  const inbox = () => ({ workspaceId: ada.workspaceId, id: ada.inboxId });
  const newTask = (title: string) => ({
    workspaceId: ada.workspaceId,
    commandId: uuidv7(),
    id: uuidv7(),
    projectId: ada.inboxId,
    title,
  });
  const cases: Record<string, () => Sent> = {
    "a query": () => ({ path: `project.get?${input(inbox())}`, headers: as(ada) }),
    "a query by POST": () => ({
      method: "POST",
      path: "project.get",
      headers: posted(ada),
      body: JSON.stringify(inbox()),
    }),
    "a batch": () => ({
      path: `project.get,task.count?batch=1&${input({ 0: inbox(), 1: { workspaceId: ada.workspaceId } })}`,
      headers: as(ada),
    }),
    "a batch of one": () => ({ path: `project.get?batch=1&${input({ 0: inbox() })}`, headers: as(ada) }),
    "a batch in which one fails": () => ({
      path: `project.get,project.get?batch=1&${input({ 0: inbox(), 1: { ...inbox(), id: uuidv7() } })}`,
      headers: as(ada),
    }),
    "a batch in which all fail alike": () => ({
      path: `project.get,project.get?batch=1&${input({ 0: { ...inbox(), id: uuidv7() }, 1: { ...inbox(), id: uuidv7() } })}`,
      headers: as(ada),
    }),
    "a batch without inputs": () => ({ path: "project.get,task.count?batch=1", headers: as(ada) }),
    "a batch with a list of inputs": () => ({ path: `project.get?batch=1&${input([inbox()])}`, headers: as(ada) }),
    "a mutation": () => ({
      method: "POST",
      path: "task.create",
      headers: posted(ada),
      body: JSON.stringify(newTask("é 漢 🙂")),
    }),
    "a batch of mutations": () => ({
      method: "POST",
      path: "task.create,task.create?batch=1",
      headers: posted(ada),
      body: JSON.stringify({ 0: newTask("one"), 1: newTask("two") }),
    }),
    "an input that is not valid": () => ({ path: `project.get?${input({ id: 1 })}`, headers: as(ada) }),
    "no input": () => ({ path: "project.get", headers: as(ada) }),
    "an empty input": () => ({ path: "project.get?input=", headers: as(ada) }),
    "broken JSON": () => ({ path: "project.get?input={", headers: as(ada) }),
    "a broken body": () => ({ method: "POST", path: "task.create", headers: posted(ada), body: '{"a":' }),
    "an empty body": () => ({ method: "POST", path: "task.create", headers: posted(ada), body: "" }),
    nobody: () => ({ path: `project.get?${input(inbox())}` }),
    "nobody with a broken body": () => ({
      method: "POST",
      path: "task.create",
      headers: { "content-type": "application/json" },
      body: "{",
    }),
    "a bad token": () => ({ path: `project.get?${input(inbox())}`, headers: { cookie: "at=x.y.z" } }),
    "a cookie and a token": () => ({
      path: `project.get?${input(inbox())}`,
      headers: { ...as(ada), authorization: "Bearer dkt_pat_x" },
    }),
    "a procedure for administrators": () => ({ path: `instance.pendingMails?${input({})}`, headers: as(ada) }),
  };

  it.each(Object.keys(cases))("%s", async (name) => {
    const request = cases[name]!();
    const short = await sendDirectly(request);
    expect(short).not.toBeNull();
    expect(short).toEqual(await send(request));
  });

  it("sets cookies and Clear-Site-Data", async () => {
    const [bob, eve] = [await world.person("Bob"), await world.person("Eve")];
    const request = (person: Person) => ({
      method: "POST",
      path: "session.signOut",
      headers: posted(person),
      body: "{}",
    });
    const short = await sendDirectly(request(bob));
    expect(short?.headers).toMatchObject({ "set-cookie": expect.any(Array), "clear-site-data": expect.any(String) });
    expect(short).toEqual(await send(request(eve)));
  });

  it("too many requests, with rate limit headers and Retry-After", async () => {
    const settings = { LIMIT_SEARCHES: "60", LIMIT_READS: "600" };
    const limited = await createWorld({ isLimited: true, settings });
    try {
      const carl = await limited.person("Carl");
      const request = {
        path: `search.tasks?${input({ workspaceId: carl.workspaceId, text: "x" })}`,
        headers: as(carl),
      };
      const rates = async (sent: Sent) => {
        const { ratelimit, "ratelimit-policy": policy } = (await sendDirectly(sent, limited))?.headers ?? {};
        return [ratelimit, policy];
      };
      for (let left = 59; left >= 0; left -= 1) {
        expect(await rates(request)).toEqual([
          expect.stringMatching(`^"search";r=${left};t=\\d+$`),
          '"search";q=60;w=60',
        ]);
      }
      expect(await rates(request)).toEqual([expect.stringMatching(/^"search";r=0;t=\d+$/), '"search";q=60;w=60']);
      // The batch counts against two rate limits, one of them twice. The headers report the lowest remaining quota for
      // each limit.
      const both = { 0: { workspaceId: carl.workspaceId }, 1: { workspaceId: carl.workspaceId } };
      const path = `task.count,task.count,search.tasks?batch=1&${input({ ...both, 2: { ...both[0], text: "x" } })}`;
      expect(await rates({ path, headers: as(carl) })).toEqual([
        expect.stringMatching(/^"read";r=598;t=\d+, "search";r=0;t=\d+$/),
        '"read";q=600;w=60, "search";q=60;w=60',
      ]);
      const [short, long] = [await sendDirectly(request, limited), await send(request, limited)];
      expect(short?.status).toBe(429);
      expect(Object.keys(short?.headers ?? {}).sort()).toEqual(Object.keys(long.headers).sort());
    } finally {
      await limited.close();
    }
  });
});

describe("a database without a free connection", () => {
  it("both APIs report it as unavailable with Retry-After", async () => {
    const { pool } = world.runtime;
    const taken = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
    const timeout = pool.options.connectionTimeoutMillis;
    const request = { path: "task.count", headers: as(ada) };
    try {
      // All connections are open, so this is only the time to wait for one of them.
      pool.options.connectionTimeoutMillis = 500;
      const [short, long] = await Promise.all([sendDirectly(request), send(request)]);
      for (const answer of [short, long])
        expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    } finally {
      pool.options.connectionTimeoutMillis = timeout;
      for (const client of taken) client.release();
    }
  });
});

describe("a database with a full disk", () => {
  it("is reported as unavailable, and works again once space is freed", async () => {
    const { owner } = world.database;
    await owner.pool.query(`
      CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER refuse_write BEFORE INSERT ON task EXECUTE FUNCTION refuse_write()`);
    const task = {
      workspaceId: ada.workspaceId,
      commandId: uuidv7(),
      id: uuidv7(),
      projectId: ada.inboxId,
      title: "x",
    };
    const request = { method: "POST", path: "task.create", headers: posted(ada), body: JSON.stringify(task) };
    const answer = await sendDirectly(request);
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
    expect(JSON.stringify(answer)).not.toContain("space");
    await owner.pool.query("DROP FUNCTION refuse_write CASCADE");
    expect(await world.runtime.storage.hasSpace()).toBe(true);
    expect(await sendDirectly(request)).toMatchObject({ status: 200 });
  });
});

describe("leaves the following to tRPC's handler:", () => {
  const calls = (count: number) => `${Array.from({ length: count }, () => "task.count").join(",")}?batch=1`;
  it.each<[string, Sent]>([
    ["a procedure that does not exist", { path: "task.nothing" }],
    ["a name of every object", { path: "constructor" }],
    ["a batch with one that does not exist", { path: "task.count,task.nothing?batch=1" }],
    ["a mutation by GET", { path: "task.create" }],
    ["a batch with a stream", { path: "change.follow?batch=1" }],
    ["a stream by POST", { method: "POST", path: "change.follow" }],
    ["a batch that is too long", { path: calls(21) }],
    ["a batch of both kinds", { method: "POST", path: "task.count,task.create?batch=1" }],
    ["another method", { method: "HEAD", path: "task.count" }],
    ["an encoded path", { path: "task%2Ecount" }],
    ["a streamed batch", { path: "task.count?batch=1", headers: { "trpc-accept": "application/jsonl" } }],
    ["parameters of a connection", { path: "task.count?connectionParams={}" }],
    [
      "another content type",
      { method: "POST", path: "task.create", headers: { "content-type": "text/plain" }, body: "{}" },
    ],
  ])("%s", async (_name, request) => {
    expect(await sendDirectly({ headers: { "content-type": "application/json" }, ...request })).toBeNull();
  });
});

describe("uploads", () => {
  const rows = `TYPE,CONTENT\n${`task,${"x".repeat(500)}\n`.repeat(400)}`;
  const upload = async (fields: object, headers: Record<string, string> = {}) => {
    const request = { workspaceId: ada.workspaceId, id: uuidv7(), fileName: "Home.csv", content: "", ...fields };
    const body = Buffer.from(JSON.stringify(request));
    const all: Record<string, string> = { ...posted(ada), ...headers };
    const header = (name: string) => all[name];
    const sent = { method: "POST", target: "/api/trpc/import.preview", header, body, signal: () => arrival.stopping };
    const answer = await createDirectApi(world.runtime)(sent, arrival);
    return {
      status: answer?.status,
      answer: JSON.parse(typeof answer?.body === "string" ? answer.body : "null") as unknown,
      isHandedOver: body.length === 0,
    };
  };
  const content = Buffer.from(rows).toString("base64");

  it.each([
    ["as JSON", {}],
    ["as JSON with a charset", { "content-type": "application/json; charset=utf-8" }],
    ["with a header that asks for a stream", { "trpc-accept": "application/jsonl" }],
  ])("decodes a large upload, sent %s, in a worker thread", async (_name, headers) => {
    const answer = await upload({ content }, headers);
    expect(answer).toMatchObject({ status: 200, isHandedOver: true, answer: { result: { data: { totalRows: 401 } } } });
  });

  it("decodes a small upload on the main thread", async () => {
    const answer = await upload({ content: Buffer.from("TYPE,CONTENT\ntask,a\n").toString("base64") });
    expect(answer).toMatchObject({ status: 200, isHandedOver: false, answer: { result: { data: { totalRows: 2 } } } });
  });

  it("rejects large and small uploads with the same messages", async () => {
    const refusal = async (fields: object) => {
      const { status, answer } = await upload(fields);
      const { message, issues } = (answer as { error: { data: { refusal: ApiError } } }).error.data.refusal;
      return { status, message, issues };
    };
    const faults = [{ content: "?" }, { workspaceId: "" }, { fileName: 7, more: true }, { workspaceId: uuidv7() }];
    for (const fault of faults) {
      const large = await refusal({ content, ...fault, ...("content" in fault && { content: "?".repeat(100_000) }) });
      expect(large).toEqual(await refusal(fault));
      expect(large.status).toBeGreaterThan(400);
    }
  });
});
