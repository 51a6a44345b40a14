import type { AppRouter } from "@docket/api/root";
import { SNAPSHOT_FORMAT } from "@docket/schema/snapshot";
import { uuidv7 } from "@docket/schema/uuid";
import { QueryClient } from "@tanstack/react-query";
import { TRPCClientError, createTRPCClient } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createWorkspaceReplica } from "./create-workspace-replica.ts";
import { showOnQueries } from "./query-effect.ts";
import { createRows } from "./rows.fixture.ts";
import type { WorkspaceReplica } from "./workspace-replica.ts";
import type { Write } from "./write.ts";

const { workspaceId, projectId, userId, task } = createRows();
const [bread, milk] = [task("Bread", "a1"), task("Milk", "a2")];
const EPOCH = uuidv7();

type Call = {
  path: string;
  input: Record<string, unknown>;
  answer: (data: unknown) => void;
  reject: (code: string) => void;
};

let calls: Call[];
let replica: WorkspaceReplica;
let queryClient: QueryClient;
let rejections: string[];
let stop: () => void;

/** A connection on which queries are answered with empty pages, and a test decides when and how commands are answered. */
const link: TRPCLink<AppRouter> =
  () =>
  ({ op }) =>
    observable((observer) => {
      const answer = (data: unknown) => {
        observer.next({ result: { type: "data", data } });
        observer.complete();
      };
      const reject = (code: string) => {
        const error = new TRPCClientError<AppRouter>("No.");
        observer.error(Object.assign(error, { data: { refusal: { code, message: "No." } } }));
      };
      // Safe because every procedure takes an object.
      const input = op.input as Record<string, unknown>;
      if (op.type === "mutation") return void calls.push({ path: op.path, input, answer, reject });
      answer(op.path === "sync.read" ? { seq: "5", epoch: EPOCH, rows: [] } : { items: [], nextCursor: null });
    });

/** Returns the next call of a procedure, once it is made. */
async function called(path: string): Promise<Call> {
  await expect.poll(() => calls.map((call) => call.path)).toContain(path);
  const call = calls.find((other) => other.path === path)!;
  calls = calls.filter((other) => other !== call);
  return call;
}

function snapshot(): Response {
  const project = { id: projectId, workspaceId, name: "Home", version: 1, deletedAt: null, archivedAt: null };
  const covered = { kind: "all", closedSince: "2026-11-10T00:00:00.000Z" };
  const rows = [bread, milk];
  const names = Object.keys(bread).filter((name) => name !== "subtasks");
  const columns = Object.fromEntries(names.map((name) => [name, rows.map((row) => Reflect.get(row, name) as unknown)]));
  const lines = [
    { ...SNAPSHOT_FORMAT, kind: "head", seq: "5", epoch: EPOCH, covered, tasks: rows.length, project },
    { kind: "task", rows: rows.length, common: {}, columns },
    { kind: "end", blocks: 1 },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return new Response(text, { headers: { "content-type": "application/x-ndjson" } });
}

const titles = () =>
  replica.data
    .queryTasks({ filter: { projectId } })
    .getSnapshot()
    .map(({ title }) => title);
const rename = (title: string) =>
  replica.write("task.update", { id: bread.id, baseVersion: bread.version, set: { title } });

beforeEach(async () => {
  calls = [];
  rejections = [];
  vi.stubGlobal("window", new EventTarget());
  vi.stubGlobal("navigator", {
    locks: { request: async (_name: string, _options: object, run: () => unknown) => run() },
  });
  vi.stubGlobal(
    "EventSource",
    class extends EventTarget {
      static CLOSED = 2;
      close() {}
    },
  );
  vi.stubGlobal("fetch", () => Promise.resolve(snapshot()));
  queryClient = new QueryClient();
  replica = createWorkspaceReplica({
    client: createTRPCClient<AppRouter>({ links: [link] }),
    queryClient,
    workspaceId,
    userId,
    since: "5",
    showOnQueries,
    onAnswer: () => {},
    onRejection: ({ path }: Write, { code }) => rejections.push(`${path} ${code}`),
  });
  stop = replica.start();
  await vi.waitUntil(() => replica.data.isCovered({ filter: { projectId } }));
});
afterEach(() => {
  stop();
  vi.unstubAllGlobals();
});

test("shows a change before the server has answered, and the server's state after a rejection", async () => {
  rename("Rolls");
  expect(titles()).toEqual(["Rolls", "Milk"]);
  (await called("task.update")).reject("not_found");
  await expect.poll(() => rejections).toEqual(["task.update not_found"]);
  expect(titles()).toEqual(["Bread", "Milk"]);
  expect(replica.undo()).toBeNull();
});

test("undoes a command that was already sent by another command, and redoes it", async () => {
  const commandId = rename("Rolls");
  const sent = await called("task.update");
  expect(replica.undo()).toMatchObject({ kind: "task.update", first: { title: "Bread" } });
  expect(titles()).toEqual(["Bread", "Milk"]);
  sent.answer({ ...bread, title: "Rolls", version: 2 });
  const undo = await called("command.undo");
  expect(undo.input).toMatchObject({ undo: commandId });
  undo.answer({ versions: [] });
  expect(replica.redo()).toMatchObject({ kind: "task.update" });
  expect((await called("command.undo")).input).toMatchObject({ undo: undo.input["commandId"] });
});

test("cancels a command that has not been sent, and sends it when it is redone", async () => {
  rename("Rolls");
  const sent = await called("task.update");
  replica.write("task.complete", { ids: [milk.id] });
  expect(replica.undo()).toMatchObject({ kind: "task.complete", first: { title: "Milk" } });
  expect(titles()).toEqual(["Rolls", "Milk"]);
  replica.redo();
  expect(titles()).toEqual(["Rolls"]);
  replica.undo();
  replica.redo();
  sent.answer({ ...bread, title: "Rolls", version: 2 });
  expect((await called("task.complete")).input).toMatchObject({ ids: [milk.id] });
});

test("undoes a command again after its undo was cancelled by a redo", async () => {
  const trashId = replica.write("task.trash", { ids: [bread.id] });
  const trash = await called("task.trash");
  replica.undo();
  replica.redo();
  expect(titles()).toEqual(["Milk"]);
  replica.undo();
  expect(titles()).toEqual(["Bread", "Milk"]);
  trash.answer({ items: [] });
  expect((await called("command.undo")).input).toMatchObject({ undo: trashId });
});

test("can't undo permanent removals and changes of roles", () => {
  replica.write("task.purge", { ids: [milk.id] });
  replica.write("member.leave", { projectId });
  expect(replica.undo()).toBeNull();
});

test("undoes a command of an earlier page by its ID, once", async () => {
  const earlier = uuidv7();
  expect(replica.undo(earlier)).toMatchObject({ kind: "command.undo" });
  expect((await called("command.undo")).input).toMatchObject({ undo: earlier });
  expect(replica.undo(earlier)).toBeNull();
});

test("shows an unconfirmed comment in the list that the server returns without it", async () => {
  const queryKey = [["comment", "list"], { input: { workspaceId, taskId: bread.id } }];
  replica.write("comment.create", { id: uuidv7(), taskId: bread.id, body: "Rye, please" });
  queryClient
    .getQueryCache()
    .build(queryClient, { queryKey })
    .setState({
      data: { pages: [{ items: [], nextCursor: null }], pageParams: [null] },
      status: "success",
    });
  expect(queryClient.getQueryData(queryKey)).toMatchObject({ pages: [{ items: [{ body: "Rye, please" }] }] });
});
