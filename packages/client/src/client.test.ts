import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { createClient, newId } from "./client.ts";
import { DocketError } from "./error.ts";

type Seen = { method: string; url: URL; headers: IncomingMessage["headers"]; body: unknown };
type Answer = (response: ServerResponse, seen: Seen) => void;

let server: Server;
let url: string;
/** The responses to the next requests, in order. The last one is repeated for all further requests. */
let answers: Answer[] = [];
const seen: Seen[] = [];

beforeAll(async () => {
  server = createServer((request, response) => void answerTo(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterEach(() => {
  seen.length = 0;
});

async function answerTo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const one = {
    method: request.method!,
    url: new URL(request.url!, url),
    headers: request.headers,
    body: text && JSON.parse(text),
  };
  seen.push(one);
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  answer?.(response, one);
}

const json = (response: ServerResponse, status: number, body: unknown) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

/** Answers every call in a batch with its own input. */
const echo: Answer = (response, { body }) =>
  json(
    response,
    200,
    Object.values(body as object).map((input: unknown) => ({ result: { data: input } })),
  );

const dropConnection: Answer = (response) => response.destroy();

const refuse = (refusal: object, status: number): Answer => {
  const error = { message: "No.", code: -32_000, data: { code: "X", httpStatus: status, refusal } };
  return (response, { body }) =>
    json(
      response,
      status,
      Object.keys(body as object).map(() => ({ error })),
    );
};

const workspaceId = newId();
const command = () => ({ id: newId(), projectId: newId(), title: "Buy paint" });

async function failureOf(call: Promise<unknown>): Promise<DocketError> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DocketError)) throw new Error(`Not a DocketError: ${String(error)}`);
  return error;
}

test("batches concurrent calls, up to twenty per request, using POST and the token", async () => {
  answers = [echo];
  const docket = createClient({ url, token: "dkt_pat_x" });
  const ids = Array.from({ length: 25 }, newId);
  const tasks: unknown[] = await Promise.all(ids.map((id) => docket.task.get.query({ workspaceId, id })));
  expect(tasks).toEqual(ids.map((id) => ({ workspaceId, id })));
  expect(seen.map(({ url: { pathname } }) => pathname.split(",").length)).toEqual([20, 5]);
  for (const { method, headers } of seen) {
    expect(method).toBe("POST");
    expect(headers.authorization).toBe("Bearer dkt_pat_x");
  }
});

test("a workspace client fills in the workspace ID and command IDs", async () => {
  answers = [echo];
  const inWorkspace = createClient({ url, token: "t" }).workspace(workspaceId);
  const made: unknown = await inWorkspace.task.create.mutate(command());
  expect(made).toMatchObject({ workspaceId, title: "Buy paint", commandId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  const commandId = newId();
  const again: unknown = await inWorkspace.task.create.mutate({ ...command(), commandId });
  expect(again).toMatchObject({ commandId });
  const listed: unknown = await inWorkspace.task.list.query();
  expect(listed).toEqual({ workspaceId });
});

test("retries a command that got no response with the same ID", async () => {
  answers = [
    dropConnection,
    (response) => json(response, 503, { error: { code: "unavailable", message: "Restarting.", requestId: "r" } }),
    echo,
  ];
  const made: unknown = await createClient({ url, token: "t" }).workspace(workspaceId).task.create.mutate(command());
  expect(made).toMatchObject({ title: "Buy paint" });
  const commandIds = seen.map(({ body }) => (body as { 0: { commandId: string } })[0].commandId);
  expect(commandIds).toHaveLength(3);
  expect(new Set(commandIds).size).toBe(1);
});

test("does not retry a mutation that is not a command, nor a rejected command", async () => {
  answers = [dropConnection];
  const docket = createClient({ url, token: "t" });
  // The input has no command ID, as for procedures outside workspaces.
  const call = docket.task.create.mutate({ ...command(), workspaceId } as never);
  expect(await failureOf(call)).toMatchObject({ code: "unreachable", status: null });
  expect(seen).toHaveLength(1);

  answers = [refuse({ code: "conflict", message: "Taken." }, 409)];
  expect((await failureOf(docket.workspace(workspaceId).task.create.mutate(command()))).code).toBe("conflict");
  expect(seen).toHaveLength(2);
});

test("an error keeps its code, status, issues, details and request ID", async () => {
  const issues = [{ path: "title", code: "custom", message: "must not be empty" }];
  const refusal = {
    code: "invalid",
    message: "The input is not valid.",
    requestId: "r1",
    issues,
    details: { base: "a" },
  };
  answers = [refuse(refusal, 422)];
  const error = await failureOf(createClient({ url, token: "t" }).workspace(workspaceId).task.create.mutate(command()));
  expect(error).toMatchObject({ ...refusal, status: 422, name: "DocketError" });

  answers = [
    (response) => json(response, 401, { error: { code: "unauthorized", message: "Please sign in.", requestId: "r2" } }),
  ];
  const early = await failureOf(createClient({ url, token: "t" }).task.get.query({ workspaceId, id: newId() }));
  expect(early).toMatchObject({ code: "unauthorized", status: 401, message: "Please sign in.", requestId: "r2" });

  answers = [(response) => void response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not here</h1>")];
  const foreign = await failureOf(createClient({ url, token: "t" }).task.get.query({ workspaceId, id: newId() }));
  expect(foreign).toMatchObject({
    code: "not_found",
    status: 404,
    message: expect.stringContaining("Check the address."),
  });
});

const tooMany = (retryAfterSeconds: number) =>
  refuse({ code: "too_many_requests", message: "Too many requests.", details: { retryAfterSeconds } }, 429);

test("after too many requests, any call waits as long as the server asks", async () => {
  answers = [tooMany(1), tooMany(1), echo];
  const waits: { seconds: number; requests: number }[] = [];
  const onWait = (seconds: number) => waits.push({ seconds, requests: seen.length });
  const docket = createClient({ url, token: "t", onWait });
  const call = docket.task.create.mutate({ ...command(), workspaceId } as never);
  expect(await call).toMatchObject({ title: "Buy paint" });
  // Each wait began before the next request was sent.
  expect(waits).toEqual([
    { seconds: 1, requests: 1 },
    { seconds: 1, requests: 2 },
  ]);
  expect(seen).toHaveLength(3);
});

const busy = (response: ServerResponse, retryAfter: string) => {
  response.setHeader("retry-after", retryAfter);
  json(response, 503, { error: { code: "unavailable", message: "Restarting.", requestId: "r" } });
};

test("while the server is unavailable, a repeatable call waits as long as the server asks", async () => {
  answers = [
    (response) => busy(response, "1"),
    (response) =>
      void response.writeHead(503, { "content-type": "text/html", "retry-after": "1" }).end("<h1>Soon</h1>"),
    echo,
  ];
  const waits: unknown[] = [];
  const docket = createClient({ url, token: "t", onWait: (...wait) => waits.push(wait) });
  expect(await docket.workspace(workspaceId).task.create.mutate(command())).toMatchObject({ title: "Buy paint" });
  expect(waits).toEqual([
    [1, "unavailable"],
    [1, "unavailable"],
  ]);
  expect(new Set(seen.map(({ body }) => (body as { 0: { commandId: string } })[0].commandId)).size).toBe(1);
});

test("an unavailable server: retries a call that did not run, but not one that may have run", async () => {
  answers = [(response) => busy(response, "1")];
  const docket = createClient({ url, token: "t" });
  const create = () => docket.task.create.mutate({ ...command(), workspaceId } as never);
  expect(await failureOf(create())).toMatchObject({ code: "unavailable", retryAfterSeconds: 1 });
  expect(seen).toHaveLength(1);

  answers = [refuse({ code: "unavailable", message: "Busy.", details: { retryAfterSeconds: 1 } }, 503), echo];
  expect(await create()).toMatchObject({ title: "Buy paint" });
});

test("a library can replace the global class of responses", async () => {
  vi.stubGlobal("Response", function Replaced() {});
  answers = [(response) => busy(response, "61")];
  const failure = await failureOf(createClient({ url, token: "t" }).task.get.query({ workspaceId, id: newId() }));
  expect(failure).toMatchObject({ code: "unavailable", retryAfterSeconds: 61 });
});

test("a call waits at most a minute for an unavailable server", async () => {
  answers = [(response) => busy(response, "61")];
  const docket = createClient({ url, token: "t" });
  const failure = await failureOf(docket.task.get.query({ workspaceId, id: newId() }));
  expect(failure).toMatchObject({ code: "unavailable", retryAfterSeconds: 61 });
  expect(seen).toHaveLength(1);
});

test("fails immediately instead of waiting too long, and a caller can abort a wait", async () => {
  answers = [tooMany(3_600)];
  const docket = createClient({ url, token: "t" });
  const read = { workspaceId, id: newId() };
  expect(await failureOf(docket.task.get.query(read))).toMatchObject({
    code: "too_many_requests",
    status: 429,
    retryAfterSeconds: 3_600,
  });
  const stop = new AbortController();
  const patient = createClient({ url, token: "t", maxWaitMs: 4_000_000, onWait: () => stop.abort() });
  expect((await failureOf(patient.task.get.query(read, { signal: stop.signal }))).code).toBe("too_many_requests");
  expect(seen).toHaveLength(2);
});

test("a call without a response times out, and a caller can abort it", async () => {
  answers = [() => {}];
  const command = { id: newId(), projectId: newId(), title: "Late", workspaceId } as never;
  const slow = createClient({ url, token: "t", timeoutMs: 50 });
  expect((await failureOf(slow.task.create.mutate(command))).code).toBe("unreachable");

  const stop = new AbortController();
  const docket = createClient({ url, token: "t" });
  const call = failureOf(docket.task.get.query({ workspaceId, id: newId() }, { signal: stop.signal }));
  await expect.poll(() => seen.length).toBe(2);
  stop.abort();
  expect((await call).code).toBe("unreachable");
  expect(seen).toHaveLength(2);
  server.closeAllConnections();
});
