import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import { createHolder, displacedIn } from "./held-changes.ts";
import type { Holder } from "./held-changes.ts";
import { createRows } from "./rows.fixture.ts";
import { createTaskCache, knownTasks, putTasks } from "./task-cache.ts";
import type { TaskPage } from "./task-cache.ts";
import { oneTask, openTasksOf, taskListKey } from "./task-list.ts";
import type { TaskListInput, TaskListPages } from "./task-list.ts";

const { workspaceId, projectId, userId, NOW, task } = createRows();
const OPEN = openTasksOf(workspaceId, projectId);
const URGENT: TaskListInput = { workspaceId, filter: { priority: [3] } };

let queryClient: QueryClient;
let [a, b, c, d] = [task("a", "a1"), task("b", "a3"), task("c", "a5"), task("d", "a7")];
let held: Holder;
let page: TaskPage;
let marked: Id[];
const lingering = new Set<Id>();

const fill = (input: TaskListInput, items: ListedTask[], nextCursor: string | null = null) =>
  queryClient.setQueryData<TaskListPages>(taskListKey(input), { pages: [{ items, nextCursor }], pageParams: [null] });
/** The list is drawn from now on. */
const draw = (input: TaskListInput) =>
  new QueryObserver(queryClient, { queryKey: taskListKey(input), queryFn: () => null, staleTime: Infinity }).subscribe(
    () => undefined,
  );
const rows = (input: TaskListInput) =>
  queryClient.getQueryData<TaskListPages>(taskListKey(input))?.pages.flatMap((page) => page.items) ?? [];
const titles = (input: TaskListInput) => rows(input).map(({ title, deletedAt }) => (deletedAt ? `(${title})` : title));
const newer = (row: ListedTask, more: Partial<ListedTask>): ListedTask => ({
  ...row,
  version: row.version + 1,
  ...more,
});

/** As the sync does what I do myself. */
const putMine = (changed: ListedTask[], gone: Id[] = []) => {
  putTasks(queryClient, page, changed, gone);
  held.check(changed, gone);
};

beforeEach(() => {
  queryClient = new QueryClient();
  [a, b, c, d] = [task("a", "a1"), task("b", "a3"), task("c", "a5"), task("d", "a7")];
  fill(OPEN, [a, b, c, d]);
  fill(URGENT, []);
  draw(OPEN);
  marked = [];
  lingering.clear();
  page = { userId, lingering, isHeld: (id) => held.has(id) };
  held = createHolder(createTaskCache(queryClient, page));
  held.changes.onMark((ids) => (marked = [...ids]));
});

test("while nobody reads, everything goes to its place at once", () => {
  held.put([newer(c, { rank: "a2" }), task("n", "a8")], [a.id]);
  expect(titles(OPEN)).toEqual(["c", "b", "d", "n"]);
  expect(held.changes.count()).toBe(0);
});

test("while somebody reads, fields change where rows stand, and nothing waits for that", () => {
  held.changes.hold();
  held.put([newer(b, { title: "B", priority: 2 })], []);
  expect(titles(OPEN)).toEqual(["a", "B", "c", "d"]);
  expect(held.changes.count()).toBe(0);
  expect(marked).toEqual([b.id]);
});

test("what comes, goes or moves waits, is counted, and shows when it is asked for", () => {
  held.changes.hold();
  const listener = vi.fn<() => void>();
  held.changes.subscribe(listener);
  const n = task("n", "a2");
  held.put([n, newer(d, { rank: "a0", title: "D" }), newer(c, { status: "done", completedAt: NOW })], [b.id]);
  expect(titles(OPEN)).toEqual(["a", "(b)", "c", "D"]);
  expect(rows(OPEN)[2]?.status).toBe("done");
  expect(held.changes.count()).toBe(4);
  expect(listener).toHaveBeenCalledOnce();
  held.changes.show();
  expect(titles(OPEN)).toEqual(["D", "a", "n"]);
  expect(held.changes.count()).toBe(0);
  expect(new Set(marked)).toEqual(new Set([n.id, d.id, c.id, b.id]));
});

test("it shows by itself when the last one who held has let go", () => {
  const [first, second] = [held.changes.hold(), held.changes.hold()];
  held.put([task("n", "a2")], []);
  first();
  expect(titles(OPEN)).toEqual(["a", "b", "c", "d"]);
  second();
  expect(titles(OPEN)).toEqual(["a", "n", "b", "c", "d"]);
});

test("one task counts once in however many lists, and a move that is taken back does not wait any more", () => {
  draw(URGENT);
  held.changes.hold();
  held.put([newer(a, { priority: 3, rank: "a9" })], []);
  expect(held.changes.count()).toBe(1);
  held.put([newer(a, { version: 3 })], []);
  expect(held.changes.count()).toBe(0);
  expect(titles(OPEN)).toEqual(["a", "b", "c", "d"]);
});

test("new order keys that leave the order as it is move nothing", () => {
  held.changes.hold();
  held.put([newer(a, { rank: "b1" }), newer(b, { rank: "b2" }), newer(c, { rank: "b3" })], []);
  expect(held.changes.count()).toBe(3);
  held.put([newer(d, { rank: "b4" })], []);
  expect(held.changes.count()).toBe(0);
  expect(marked).toEqual([]);
});

test("lists that are not drawn, and those of named tasks, are put right at once", () => {
  const panel = oneTask(workspaceId, a.id);
  fill(panel, [a]);
  draw(panel);
  fill(URGENT, [{ ...b, priority: 3 }]);
  held.changes.hold();
  held.put([newer(b, { priority: 1 }), newer(c, { priority: 3 })], [a.id]);
  expect(titles(URGENT)).toEqual(["c"]);
  expect(titles(panel)).toEqual([]);
  expect(titles(OPEN)).toEqual(["(a)", "b", "c", "d"]);
  expect(held.changes.count()).toBe(1);
});

test("what I do is never held, and a held task stays where it is until I move it", () => {
  held.changes.hold();
  held.put([newer(b, { status: "done", completedAt: NOW })], []);
  putMine([task("mine", "a2")], [d.id]);
  expect(titles(OPEN)).toEqual(["a", "mine", "b", "c"]);
  const renamed = newer(knownTasks(queryClient).get(b.id)!, { title: "B" });
  putMine([renamed]);
  expect(titles(OPEN)).toEqual(["a", "mine", "B", "c"]);
  expect(held.changes.count()).toBe(1);
  putMine([newer(renamed, { status: "open", completedAt: null, rank: "a9" })]);
  expect(titles(OPEN)).toEqual(["a", "mine", "c", "B"]);
  expect(held.changes.count()).toBe(0);
});

test("a held task that I throw away, or put where no list shows it, does not come back", () => {
  const release = held.changes.hold();
  held.put([newer(b, { rank: "a9" }), newer(c, { rank: "a0" })], []);
  putMine([], [b.id]);
  putMine([newer(c, { version: 2, rank: "a0", projectId: "elsewhere" })]);
  expect(held.changes.count()).toBe(0);
  release();
  expect(titles(OPEN)).toEqual(["a", "d"]);
});

test("what I have done to a held task that stands in no list yet is shown with it", () => {
  const n = task("n", "a2");
  held.changes.hold();
  held.put([n], []);
  held.check([newer(n, { rank: "a6" })]);
  held.check([{ ...n, title: "overtaken" }]);
  held.changes.show();
  expect(titles(OPEN)).toEqual(["a", "b", "c", "n", "d"]);
});

test("what nobody draws any more is put right as soon as nothing of it waits", () => {
  const stop = draw(URGENT);
  fill(URGENT, [{ ...b, priority: 3 }]);
  fill(OPEN, []);
  held.changes.hold();
  held.put([], [b.id]);
  expect(titles(URGENT)).toEqual(["(b)"]);
  stop();
  held.check();
  expect(held.changes.count()).toBe(0);
  expect(titles(URGENT)).toEqual([]);
});

test("a list that comes from the server shows everything, and nothing waits for it any more", () => {
  held.changes.hold();
  const n = task("n", "a2");
  held.put([n], [c.id]);
  fill(OPEN, [a, n, b, d]);
  held.check();
  expect(held.changes.count()).toBe(0);
});

test("a task behind all that is loaded comes with its page, and does not wait", () => {
  fill(OPEN, [a, b], "more");
  held.changes.hold();
  held.put([task("z", "z1")], []);
  expect(held.changes.count()).toBe(0);
});

test("what can only be read as a whole waits too where it is about what is read", () => {
  const read = vi.fn<() => void>();
  held.changes.hold();
  held.read(({ filter }) => filter.projectId !== projectId, read);
  expect(read).toHaveBeenCalledOnce();
  held.read(({ filter }) => filter.projectId === projectId, read);
  expect(read).toHaveBeenCalledOnce();
  expect(held.changes.count()).toBe(1);
  held.changes.show();
  expect(read).toHaveBeenCalledTimes(2);
});

test("of two tasks only the one that moved is displaced", () => {
  const cache = createTaskCache(queryClient, page);
  const moved = newer(b, { rank: "a9" });
  const data: TaskListPages = { pages: [{ items: [a, moved, c, d], nextCursor: null }], pageParams: [null] };
  expect(displacedIn(cache, { data, input: OPEN }, [moved, newer(c, { title: "C" })])).toEqual([moved.id]);
  lingering.add(moved.id);
  expect(displacedIn(cache, { data, input: OPEN }, [moved])).toEqual([]);
});
