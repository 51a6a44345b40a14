import type { AppRouter } from "@docket/api/root";
import type { Change } from "@docket/schema/change";
import type { ListedTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { TRPCClientError, createTRPCClient } from "@trpc/client";
import type { TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { beforeEach, expect, test, vi } from "vitest";
import { showOnNouns } from "./noun-effect.ts";
import { createRows } from "./rows.fixture.ts";
import { createSync } from "./sync.ts";
import type { Sync } from "./sync.ts";
import { openTasksOf, taskListKey } from "./task-list.ts";
import type { TaskListPages } from "./task-list.ts";
import { createTheirChanges } from "./their-changes.ts";
import type { Write } from "./write.ts";

const { workspaceId, projectId, userId, task } = createRows();
const KEY = taskListKey(openTasksOf(workspaceId, projectId));

/** One call that the browser has made and not had answered. */
type Call = {
  path: string;
  input: Record<string, unknown>;
  answer: (data: unknown) => void;
  refuse: (code: string) => void;
};

let calls: Call[];
let queryClient: QueryClient;
let sync: Sync;
let refused: Write[];
let [a, b] = [task("a", "a1"), task("b", "a3")];

/** A way to the server on which the test decides when and what is answered. */
const link: TRPCLink<AppRouter> =
  () =>
  ({ op }) =>
    observable((observer) => {
      calls.push({
        path: op.path,
        // Safe because every procedure of the app takes an object.
        input: op.input as Record<string, unknown>,
        answer: (data) => {
          observer.next({ result: { type: "data", data } });
          observer.complete();
        },
        refuse: (code) => {
          const error = new TRPCClientError<AppRouter>("No.");
          Object.assign(error, { data: { refusal: { code, message: "No." } } });
          observer.error(error);
        },
      });
    });

/** The next call of this procedure, once it is made. */
const called = async (path: string): Promise<Call> => {
  await expect.poll(() => calls.map((call) => call.path)).toContain(path);
  const call = calls.find((other) => other.path === path)!;
  calls = calls.filter((other) => other !== call);
  return call;
};

const serverSends = (items: ListedTask[]) =>
  queryClient
    .getQueryCache()
    .build(queryClient, { queryKey: KEY })
    .setState({
      data: { pages: [{ items, nextCursor: null }], pageParams: [null] } satisfies TaskListPages,
      status: "success",
    });
const shown = () =>
  queryClient.getQueryData<TaskListPages>(KEY)!.pages.flatMap((page) => page.items.map(({ title }) => title));
const change = (id: string, more: Partial<Change> = {}): Change => ({
  workspaceId,
  seq: "1",
  commandId: uuidv7(),
  actorId: userId,
  projectId,
  entity: "task",
  entityId: id,
  op: "update",
  version: 2,
  before: {},
  after: {},
  isWhole: false,
  at: "2026-11-24T09:00:00.000Z",
  ...more,
});

beforeEach(() => {
  calls = [];
  refused = [];
  [a, b] = [task("a", "a1"), task("b", "a3")];
  queryClient = new QueryClient();
  const kept = new Map<string, Write>();
  sync = createSync({
    queryClient,
    client: createTRPCClient<AppRouter>({ links: [link] }),
    workspaceId,
    userId,
    store: {
      keep: (write) => kept.set(write.commandId, write),
      forget: (commandId) => kept.delete(commandId),
      unanswered: () => [...kept.values()],
      keepRefused: () => undefined,
      refused: () => [],
    },
    showOnNouns,
    onAnswer: () => undefined,
    onRefusal: (write) => refused.push(write),
  });
  sync.start();
  serverSends([a, b]);
});

test("a step that is taken back while it is on its way hides nothing, whatever arrives meanwhile", async () => {
  const commandId = sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "A" } });
  const update = await called("task.update");
  expect(shown()).toEqual(["A", "b"]);
  expect(sync.undo(commandId)).not.toBeNull();
  expect(shown()).toEqual(["a", "b"]);
  sync.receive([change(b.id)]);
  (await called("task.list")).answer({ items: [{ ...b, title: "B", version: 2 }], nextCursor: null });
  await expect.poll(() => shown()).toEqual(["a", "B"]);
  update.answer({ ...a, title: "A", version: 2 });
  const undo = await called("command.undo");
  expect(undo.input).toMatchObject({ undo: commandId });
  expect(shown()).toEqual(["a", "B"]);
});

test("what is not saved yet stays on lists that the server sends anew", async () => {
  sync.write("task.create", { id: uuidv7(), projectId, title: "new" });
  sync.write("task.trash", { ids: [b.id] });
  expect(shown()).toEqual(["a", "new"]);
  serverSends([a, b]);
  await expect.poll(() => shown()).toEqual(["a", "new"]);
});

test("a refusal puts back what was, and lets the next through", async () => {
  sync.write("task.trash", { ids: [a.id] });
  sync.write("task.update", { id: b.id, baseVersion: 1, set: { title: "B" } });
  expect(shown()).toEqual(["B"]);
  (await called("task.trash")).refuse("forbidden");
  await expect.poll(() => shown()).toEqual(["a", "B"]);
  expect(refused.map(({ path }) => path)).toEqual(["task.trash"]);
  await called("task.update");
});

test("bases an edit after an undo on the version that the undo created", async () => {
  const commandId = sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "A" } });
  (await called("task.update")).answer({ ...a, title: "A", version: 2 });
  sync.undo(commandId);
  // The row shows its earlier state, including the version.
  sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "AA" } });
  const undo = await called("command.undo");
  const versions = [{ id: a.id, version: 3 }];
  undo.answer({ commandId: undo.input["commandId"], undone: commandId, size: 1, versions });
  expect((await called("task.update")).input).toMatchObject({ baseVersion: 3, set: { title: "AA" } });
});

test("an edit that follows its own forerunner names the version which that one made", async () => {
  sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "A" } });
  sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "AA" } });
  (await called("task.update")).answer({ ...a, title: "A", version: 2 });
  expect((await called("task.update")).input).toMatchObject({ baseVersion: 2, set: { title: "AA" } });
  expect(shown()).toEqual(["AA", "b"]);
});

test("an edit on top of somebody else's keeps the version that its author saw", async () => {
  sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "A" } });
  sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "AA" } });
  (await called("task.update")).answer({ ...a, title: "A", version: 3 });
  expect((await called("task.update")).input).toMatchObject({ baseVersion: 1 });
});

test("a change of others that can't be read just now makes the lists old, and breaks nothing", async () => {
  sync.receive([change(a.id)]);
  (await called("task.list")).refuse("unavailable");
  await expect.poll(() => queryClient.getQueryState(KEY)?.isInvalidated).toBe(true);
});

test("a sub-task of somebody else brings its parent's count along", async () => {
  sync.receive([change(uuidv7(), { op: "create", before: null, after: { parentId: a.id } })]);
  const { input } = await called("task.list");
  expect((input["filter"] as { ids: string[] }).ids).toContain(a.id);
});

test("writes on other nouns ask for no tasks", async () => {
  sync.write("section.create", { id: uuidv7(), projectId, name: "Later" });
  (await called("section.create")).answer({ id: uuidv7(), name: "Later" });
  await expect.poll(() => sync.outbox.state().unsent).toBe(0);
  expect(calls).toEqual([]);
});

test("what an earlier page did is taken back by its command, once, and can be done again", async () => {
  const earlier = uuidv7();
  expect(sync.undo()).toBeNull();
  expect(sync.undo(earlier)).not.toBeNull();
  expect(sync.undo(earlier)).toBeNull();
  const undo = await called("command.undo");
  expect(undo.input).toMatchObject({ undo: earlier });
  undo.answer({ commandId: undo.input["commandId"], undone: earlier, size: 1, versions: [] });
  expect(sync.redo()).not.toBeNull();
  expect((await called("command.undo")).input).toMatchObject({ undo: undo.input["commandId"] });
});

test("a step whose undo the server has refused can be taken back again", async () => {
  const commandId = sync.write("task.trash", { ids: [b.id] });
  (await called("task.trash")).answer({ items: [] });
  expect(sync.undo(commandId)).not.toBeNull();
  (await called("command.undo")).refuse("conflict");
  await expect.poll(() => refused.map(({ path }) => path)).toEqual(["command.undo"]);
  expect(sync.undo(commandId)).not.toBeNull();
  expect((await called("command.undo")).input).toMatchObject({ undo: commandId });
});

test("an undo that is taken back before it was sent leaves the step to be undone once more", async () => {
  const commandId = sync.write("task.trash", { ids: [b.id] });
  const trash = await called("task.trash");
  expect(sync.undo()).not.toBeNull();
  expect(sync.redo()).not.toBeNull();
  expect(shown()).toEqual(["a"]);
  expect(sync.undo()).not.toBeNull();
  expect(shown()).toEqual(["a", "b"]);
  trash.answer({ items: [{ ...b, version: 2, deletedAt: "2026-11-24T09:00:00.000Z" }] });
  expect((await called("command.undo")).input).toMatchObject({ undo: commandId });
});

test("what is deleted for good, or is a change of rights, is no step to take back", async () => {
  sync.write("task.purge", { ids: [a.id] });
  (await called("task.purge")).answer({ ids: [a.id] });
  sync.write("member.remove", { projectId, userId: uuidv7() });
  (await called("member.remove")).answer({});
  expect(sync.undo()).toBeNull();
});

test("a step that was taken back is not taken back again by its name", () => {
  const commandId = sync.write("task.trash", { ids: [b.id] });
  expect(sync.undo()).toEqual({ kind: "task.trash", size: 1, first: { title: "b" } });
  expect(sync.undo(commandId)).toBeNull();
  expect(shown()).toEqual(["a", "b"]);
});

test("lines that are made together come with the number of those below them", () => {
  const [top, below] = [uuidv7(), uuidv7()];
  const line = (id: string, title: string, parentId: string | null) => ({ id, title, parentId });
  sync.write("task.createMany", { projectId, items: [line(top, "top", null), line(below, "below", top)] });
  const rows = queryClient.getQueryData<TaskListPages>(KEY)!.pages.flatMap((page) => page.items);
  expect(rows.find(({ id }) => id === top)?.subtasks).toEqual({ all: 1, open: 1 });
  sync.undo();
  expect(shown()).toEqual(["a", "b"]);
});

test("what is said before the list of comments is there stands in it when it comes", async () => {
  const key = [["comment", "list"], { input: { workspaceId, taskId: a.id } }];
  const stop = sync.start();
  sync.write("comment.create", { id: "said", taskId: a.id, body: "Too early" });
  const query = queryClient.getQueryCache().build(queryClient, { queryKey: key });
  query.setState({ data: { pages: [{ items: [], nextCursor: null }], pageParams: [null] }, status: "success" });
  expect(queryClient.getQueryData(key)).toMatchObject({ pages: [{ items: [{ id: "said", body: "Too early" }] }] });
  stop();
});

test("the sub-tasks of a task are counted anew when one of them is done and saved", async () => {
  const child = task("child", "a1", { parentId: a.id });
  serverSends([a, child]);
  sync.write("task.complete", { ids: [child.id] });
  (await called("task.complete")).answer({ items: [{ ...child, status: "done", version: 2 }] });
  expect((await called("task.list")).input).toMatchObject({ filter: { ids: [a.id] } });
});

/** Somebody reads the list from now on. */
const read = () => {
  new QueryObserver(queryClient, { queryKey: KEY, queryFn: () => null, staleTime: Infinity }).subscribe(
    () => undefined,
  );
  return sync.holdWith(createTheirChanges).hold();
};

test("a list that may have been read before a write was carried out is read again", async () => {
  const { filter, ...rest } = openTasksOf(workspaceId, projectId);
  const queryKey = taskListKey({ ...rest, filter: { ...filter, parentId: a.id } });
  const answers: ((items: ListedTask[]) => void)[] = [];
  const queryFn = () =>
    new Promise<TaskListPages>((resolve) => {
      answers.push((items) => resolve({ pages: [{ items, nextCursor: null }], pageParams: [null] }));
    });
  const stop = new QueryObserver(queryClient, { queryKey, queryFn }).subscribe(() => undefined);
  sync.write("task.move", { ids: [b.id], parentId: a.id });
  sync.write("task.update", { id: a.id, baseVersion: 1, set: { title: "A" } });
  const moved = { ...b, parentId: a.id, version: 2 };
  (await called("task.move")).answer({ items: [moved] });
  (await called("task.update")).answer({ ...a, title: "A", version: 2 });
  await expect.poll(() => sync.outbox.pending()).toEqual([]);
  answers[0]?.([]);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.([moved]);
  const titles = () =>
    queryClient.getQueryData<TaskListPages>(queryKey)?.pages.flatMap(({ items }) => items.map(({ title }) => title));
  await expect.poll(titles).toEqual(["b"]);
  expect(answers).toHaveLength(2);
  stop();
});

test("what others insert waits while somebody reads; what I do in another tab does not", async () => {
  const [theirs, mine] = [task("theirs", "a2"), task("mine", "a4")];
  const release = read();
  sync.receive([change(theirs.id, { op: "create", actorId: uuidv7() })]);
  (await called("task.list")).answer({ items: [theirs], nextCursor: null });
  await expect.poll(() => sync.holdWith(createTheirChanges).count()).toBe(1);
  sync.receive([change(mine.id, { op: "create" })]);
  (await called("task.list")).answer({ items: [mine], nextCursor: null });
  await expect.poll(() => shown()).toEqual(["a", "b", "mine"]);
  release();
  expect(shown()).toEqual(["a", "theirs", "b", "mine"]);
});

test("what I throw away while its move by others waits is gone", async () => {
  const release = read();
  sync.receive([change(a.id, { actorId: uuidv7() })]);
  (await called("task.list")).answer({ items: [{ ...a, rank: "a9", version: 2 }], nextCursor: null });
  await expect.poll(() => sync.holdWith(createTheirChanges).count()).toBe(1);
  sync.write("task.trash", { ids: [a.id] });
  expect(sync.holdWith(createTheirChanges).count()).toBe(0);
  release();
  expect(shown()).toEqual(["b"]);
});

test("what others did and can't be read just now is read as a whole when it is shown", async () => {
  const release = read();
  sync.receive([change(a.id, { actorId: uuidv7() })]);
  (await called("task.list")).refuse("unavailable");
  await expect.poll(() => sync.holdWith(createTheirChanges).count()).toBe(1);
  const invalidate = vi.spyOn(queryClient, "invalidateQueries");
  release();
  expect(invalidate).toHaveBeenCalledWith({ queryKey: [["task", "list"]] });
});

test("a task that somebody else has changed to the eye is told of, mine is not", async () => {
  read();
  const marked: string[] = [];
  sync.holdWith(createTheirChanges).onMark((ids) => marked.push(...ids));
  sync.receive([change(a.id, { actorId: uuidv7() })]);
  (await called("task.list")).answer({ items: [{ ...a, title: "A", version: 2 }], nextCursor: null });
  await expect.poll(() => shown()).toEqual(["A", "b"]);
  expect(marked).toEqual([a.id]);
  sync.receive([change(b.id)]);
  (await called("task.list")).answer({ items: [{ ...b, title: "B", version: 2 }], nextCursor: null });
  await expect.poll(() => shown()).toEqual(["A", "B"]);
  expect(marked).toEqual([a.id]);
});

test("a task that others threw away waits to go, one that went out of my sight does not", async () => {
  read();
  sync.receive([change(a.id, { op: "trash", actorId: uuidv7() })]);
  (await called("task.list")).answer({ items: [], nextCursor: null });
  await expect.poll(() => sync.holdWith(createTheirChanges).count()).toBe(1);
  sync.receive([change(b.id, { op: "leave", actorId: uuidv7() })]);
  (await called("task.list")).answer({ items: [], nextCursor: null });
  await expect.poll(() => shown()).toEqual(["a"]);
  // Who may see what has changed: all is read anew.
  sync.receive([change(projectId, { entity: "access", op: "revoke", actorId: uuidv7() })]);
  expect(shown()).toEqual([]);
});

test("while the feed pauses nothing of it is taken up, whoever did it", async () => {
  const goOn = sync.pause();
  sync.receive([change(a.id)]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(calls).toEqual([]);
  goOn();
  await called("task.list");
});
