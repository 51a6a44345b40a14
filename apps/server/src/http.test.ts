import { request } from "node:http";
import type { Person } from "@docket/core/testing/world";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieOf, serveWorld } from "./testing/served-world.ts";
import type { ServedWorld } from "./testing/served-world.ts";

let served: ServedWorld;
let mira: Person;
beforeAll(async () => {
  served = await serveWorld();
  mira = await served.world.person("Mira");
});
afterAll(() => served.close());

const json = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
const newTask = () => ({
  workspaceId: mira.workspaceId,
  commandId: uuidv7(),
  id: uuidv7(),
  projectId: mira.inboxId,
  title: "Water the plants",
});
const countTasks = () => served.world.runtime.db.task.count({ where: { workspaceId: mira.workspaceId } });

describe("a procedure over HTTP", () => {
  test("writes and reads data, and logs the user ID", async () => {
    const task = newTask();
    const made = await served.mutate(mira, "task.create", task);
    expect(made).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    const read = await served.query(mira, "task.get", { workspaceId: mira.workspaceId, id: task.id });
    expect(JSON.parse(read.body)).toMatchObject({ result: { data: { title: task.title } } });
    expect(served.logLines().at(-1)).toMatchObject({ path: "/api/trpc/task.get", status: 200, userId: mira.id });
  });

  test.each<[string, number, string, string]>([
    ["broken JSON", 400, "task.create", '{"secret-title'],
    ["nothing", 400, "task.create", ""],
    ["a list", 422, "task.create", "[]"],
    ["null", 422, "task.create", "null"],
    ["a comment", 400, "task.create", "/* secret-title */ {}"],
    ["a procedure that is none", 404, "task.obliterate", "{}"],
    ["a way around the names", 404, "__proto__.toString", "{}"],
  ])("rejects %s with %i without quoting the input", async (_, status, procedure, body) => {
    const path = `/api/trpc/${procedure}`;
    const answer = await served.call({ method: "POST", path, headers: { ...json, cookie: cookieOf(mira) }, body });
    expect(answer.status).toBe(status);
    expect(answer.body).not.toMatch(/secret-title|Unexpected|at position|node_modules/);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { data: { httpStatus: status } } });
    expect(answer.headers["x-request-id"]).toBeDefined();
  });

  test("rejects invalid percent-encoding in the path before the API is called", async () => {
    const headers = { ...json, cookie: cookieOf(mira) };
    const answer = await served.call({ method: "POST", path: "/api/trpc/task.create%E0%A4%A", headers, body: "{}" });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "malformed" } });
  });

  test("rejects an invalid search text and names the path of the field", async () => {
    const { workspaceId } = mira;
    for (const words of ["a\u0000b", "\ud800", "a\u202eb", "x".repeat(201)]) {
      for (const [procedure, input, path] of [
        ["search.tasks", { workspaceId, text: words }, "text"],
        ["task.list", { workspaceId, filter: { text: words } }, "filter.text"],
      ] as const) {
        const answer = await served.mutate(mira, procedure, input);
        expect(answer.status).toBe(422);
        expect(JSON.parse(answer.body)).toMatchObject({ error: { data: { refusal: { issues: [{ path }] } } } });
      }
    }
    const number = await served.mutate(mira, "task.list", { workspaceId, filter: { number: 2 ** 31 } });
    expect(JSON.parse(number.body)).toMatchObject({
      error: { data: { httpStatus: 422, refusal: { issues: [{ path: "filter.number" }] } } },
    });
  });

  test("rejects mutations by GET", async () => {
    const before = await countTasks();
    expect((await served.query(mira, "task.create", newTask())).status).toBe(405);
    expect(await countTasks()).toBe(before);
  });

  test("allows queries by POST, so that their input does not have to be in the URL", async () => {
    const { workspaceId } = mira;
    const answer = await served.mutate(mira, "task.list", { workspaceId, filter: { projectId: mira.inboxId } });
    expect(answer.status).toBe(200);
  });

  test("executes a batch of 20 calls and rejects one of 21", async () => {
    const batch = (size: number) => {
      const inputs = Object.fromEntries(Array.from({ length: size }, (_, index) => [index, newTask()]));
      const path = `/api/trpc/${Array.from({ length: size }, () => "task.create").join(",")}?batch=1`;
      const headers = { ...json, cookie: cookieOf(mira) };
      return served.call({ method: "POST", path, headers, body: JSON.stringify(inputs) });
    };
    const before = await countTasks();
    expect((await batch(21)).status).toBe(400);
    expect(await countTasks()).toBe(before);
    expect((await batch(20)).status).toBe(200);
    expect(await countTasks()).toBe(before + 20);
  });

  test("authorizes each call in a batch separately", async () => {
    const stranger = await served.world.person("Stranger");
    const task = newTask();
    await served.mutate(mira, "task.create", task);
    const mine = { workspaceId: mira.workspaceId, id: task.id };
    const foreign = { workspaceId: stranger.workspaceId, id: task.id };
    const input = encodeURIComponent(JSON.stringify({ 0: mine, 1: foreign }));
    const path = `/api/trpc/task.get,task.get?batch=1&input=${input}`;
    const answer = await served.call({ path, headers: { cookie: cookieOf(mira) } });
    expect(answer.status).toBe(207);
    const [first, second] = JSON.parse(answer.body) as Record<string, unknown>[];
    expect(first).toMatchObject({ result: { data: { id: task.id } } });
    expect(second).toMatchObject({ error: { data: { httpStatus: 404 } } });
  });
});

describe("a session", () => {
  const document = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  const pageCookie = () => served.seen.at(-1)?.headers.cookie;

  test("with an expired access token is renewed before the page is rendered", async () => {
    const person = await served.world.person("Early Bird");
    served.world.advanceClock({ days: 3 });
    const cookie = cookieOf(person, ["access", "refresh"]);
    expect((await served.query(person, "task.list", { workspaceId: person.workspaceId })).status).toBe(401);

    const answer = await served.call({ path: "/w/home", headers: { ...document, cookie } });
    expect(answer.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^at=.+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^rt=.+; HttpOnly; SameSite=Lax$/),
    ]);
    const renewed = pageCookie() ?? "";
    expect(renewed).toMatch(/^at=[^;]+$/);
    const input = encodeURIComponent(JSON.stringify({ workspaceId: person.workspaceId }));
    const read = await served.call({ path: `/api/trpc/task.list?input=${input}`, headers: { cookie: renewed } });
    expect(read.status).toBe(200);
  });

  test("that has expired renders the page signed out and deletes the cookies", async () => {
    const person = await served.world.person("Late Riser");
    served.world.advanceClock({ days: 31 });
    const cookie = cookieOf(person, ["access", "refresh"]);
    const answer = await served.call({ path: "/", headers: { ...document, cookie } });
    expect(answer.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^at=; Max-Age=0/),
      expect.stringMatching(/^rt=; Max-Age=0/),
    ]);
    expect(pageCookie()).toBeUndefined();
  });

  test("that is signed out clears the browser's cache and storage", async () => {
    const person = await served.world.person("Passer-by");
    const read = await served.query(person, "task.list", { workspaceId: person.workspaceId });
    expect(read.headers["clear-site-data"]).toBeUndefined();
    const answer = await served.mutate(person, "session.signOut", {});
    expect(answer.status).toBe(200);
    expect(answer.headers["clear-site-data"]).toBe('"cache", "storage"');
  });

  test("keeps the browser's storage if another site only requests the sign-out URL", async () => {
    const paths = ["session.signOut", "session.signOut?batch=1", "session.signOut,session.signOut?batch=1&input={}"];
    for (const path of paths) {
      const answer = await served.call({ path: `/api/trpc/${path}` });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers["clear-site-data"]).toBeUndefined();
    }
  });

  test("that twenty tabs renew concurrently receives one new refresh token, and all stay signed in", async () => {
    const person = await served.world.person("Many Tabs");
    served.world.advanceClock({ days: 1 });
    const headers = { ...document, cookie: cookieOf(person, ["refresh"]) };
    const answers = await Promise.all(Array.from({ length: 20 }, () => served.call({ path: "/", headers })));
    const refreshTokens = answers.flatMap(({ headers: { "set-cookie": cookies = [] } }) =>
      cookies.filter((line) => line.startsWith("rt=")).map((line) => line.split(";", 1)[0]),
    );
    expect(answers.every(({ headers: { "set-cookie": cookies = [] } }) => /^at=./.test(cookies[0] ?? ""))).toBe(true);
    expect(new Set(refreshTokens).size).toBe(1);
  });
});

test("a stream over HTTP delivers changes, and ends when the server drains", async () => {
  const own = await serveWorld();
  const person = await own.world.person("Listener");
  const input = encodeURIComponent(JSON.stringify({ workspaceId: person.workspaceId }));
  const path = `/api/trpc/change.follow?input=${input}`;
  let text = "";
  const ended = new Promise<void>((resolve, reject) => {
    const headers = { cookie: cookieOf(person), accept: "text/event-stream" };
    const call = request({ host: "127.0.0.1", port: own.port, path, headers }, (response) => {
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", resolve);
      response.on("error", reject);
    });
    call.on("error", reject).end();
  });
  await expect.poll(() => text).toContain('"kind":"open"');
  const { workspaceId, inboxId: projectId } = person;
  const task = { workspaceId, commandId: uuidv7(), id: uuidv7(), projectId, title: "Seen live" };
  expect((await own.mutate(person, "task.create", task)).status).toBe(200);
  await expect.poll(() => text).toContain("Seen live");

  await own.front.drain();
  // Resolves only if the stream ends normally. If the connection were cut, the response would emit an error.
  await ended;
  await own.world.close();
});
