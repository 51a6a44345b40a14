import { addDays, dayInZone } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import { rowsOf } from "@docket/schema/snapshot";
import type { SnapshotBlock, SnapshotHead, SnapshotRow } from "@docket/schema/snapshot";
import { ListTasks, UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { trashProject } from "../../commands/project/trash.ts";
import { updateTask } from "../../commands/task/mutations.ts";
import { cancelTasks, completeTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { listLabels } from "../../entities/label/queries.ts";
import { listMembers } from "../../entities/member/queries.ts";
import { getProject } from "../../entities/project/queries.ts";
import { listSections } from "../../entities/section/queries.ts";
import { listTasks } from "../../entities/task/list.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { parseLines } from "../../testing/snapshot-lines.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createTokenCtx } from "../../testing/token.ts";
import { readSnapshot } from "./read.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

type Read = { head: SnapshotHead; blocks: SnapshotBlock[]; rows: SnapshotRow[] };

async function read(
  ctx: Ctx,
  { workspaceId, id }: Pick<Project, "workspaceId" | "id">,
  maxTasks?: number,
): Promise<Read> {
  const lines = readSnapshot(ctx, { workspaceId, projectId: id }, maxTasks === undefined ? {} : { maxTasks });
  const [head, ...blocks] = (await parseLines(lines)) as [SnapshotHead, ...SnapshotBlock[]];
  return { head, blocks, rows: blocks.flatMap(rowsOf) };
}

const rowsOfKind = ({ rows }: Read, kind: SnapshotRow["kind"]) =>
  rows.filter((row) => row.kind === kind).map(({ row }) => row);
const titlesIn = ({ rows }: Read) => rows.flatMap((row) => (row.kind === "task" ? row.row.title : [])).toSorted();
const inCommand = ({ workspaceId }: Pick<Project, "workspaceId">) => ({ workspaceId, commandId: uuidv7() });
const byId = <Row extends { id: Id }>(rows: Row[]) => rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));

test("contains the same entities as the lists", async () => {
  const { ada, bob } = world;
  const ctx = world.ctxOf(ada);
  const { workspaceId } = ada;
  const project = await world.project(ada, "Home");
  await world.join(bob, project, "editor");
  const [sectionId] = [await world.section(ada, project), await world.section(ada, project)];
  const label = await world.label(ada, workspaceId);
  const parent = await world.task(ada, project, {
    title: String.raw`Paint "the\n fence" 日本`,
    sectionId,
    labelIds: [label],
  });
  const due = { date: "2026-12-01", time: "09:30", timeZone: "Europe/Berlin" };
  await world.task(ada, project, {
    parentId: parent.id,
    due,
    start: { date: "2026-11-30" },
    assigneeIds: [bob.id, ada.id],
  });
  const recurrence = { rule: "FREQ=DAILY", from: "schedule", catchUp: "skip" } as const;
  await world.task(ada, project, { due, recurrence, priority: 3, deadline: "2026-12-24", description: "In white" });
  const archived = await world.task(ada, project);
  await updateTask(
    ctx,
    UpdateTask.parse({ ...inCommand(project), id: archived.id, baseVersion: 1, set: { isArchived: true } }),
  );

  const found = await read(ctx, project);
  const { changeSeq, epoch } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
  expect(found.head).toMatchObject({ seq: changeSeq.toString(), epoch, tasks: 4, covered: { kind: "all" } });
  expect(found.head.project).toEqual(await getProject(ctx, project));
  const filter = { projectId: project.id, isArchived: "any" } as const;
  const { items } = await listTasks(ctx, ListTasks.parse({ workspaceId, filter, limit: 100 }));
  expect(rowsOfKind(found, "task")).toEqual(byId(items).map(({ subtasks: _subtasks, ...task }) => task));
  const page = { workspaceId, projectId: project.id, limit: 100 };
  expect(rowsOfKind(found, "section")).toEqual((await listSections(ctx, page)).items);
  expect(rowsOfKind(found, "member")).toEqual((await listMembers(ctx, page)).items);
  const labels = await listLabels(ctx, { workspaceId, limit: 100 });
  expect(rowsOfKind(found, "label")).toEqual(labels.items.filter(({ id }) => id === label));

  // Editors don't see email addresses.
  const asBob = await read(world.ctxOf(bob), project);
  expect(rowsOfKind(asBob, "member")).toEqual((await listMembers(world.ctxOf(bob), page)).items);
  expect(JSON.stringify(asBob)).not.toContain(ada.email);
});

test("contains open and recently closed tasks, and all sub-tasks of these", async () => {
  const { ada } = world;
  const ctx = world.ctxOf(ada);
  const project = await world.project(ada, "Coverage");
  const add = (title: string, parentId: Id | null = null) => world.task(ada, project, { title, parentId });
  const open = await add("open");
  const oldChild = await add("old, of open", open.id);
  const oldGrandchild = await add("old, of old, of open", oldChild.id);
  const old = await add("old");
  const oldOfOld = await add("old, of old", old.id);
  const recent = await add("recent");
  const oldOfRecent = await add("old, of recent", recent.id);
  const gone = await add("trashed");
  const goneChild = await add("trashed, of open", open.id);
  const close = async (ids: Id[]) => completeTasks(ctx, { ...inCommand(project), ids });
  for (const { id } of [oldGrandchild, oldChild, oldOfOld, oldOfRecent]) await close([id]);
  await cancelTasks(ctx, { ...inCommand(project), ids: [old.id] });
  await trashTasks(ctx, { ...inCommand(project), ids: [gone.id, goneChild.id] });
  world.advanceClock({ days: 1 });
  const closedSince = world.runtime.clock().toISOString();
  await close([recent.id]);
  world.advanceClock({ days: 14 });

  const found = await read(ctx, project);
  const held = ["old, of old, of open", "old, of open", "old, of recent", "open", "recent"];
  expect(titlesIn(found)).toEqual(held);
  expect(found.head).toMatchObject({ tasks: held.length, covered: { kind: "all", closedSince } });
  world.advanceClock({ seconds: 1 });
  expect(titlesIn(await read(ctx, project))).toEqual(["old, of old, of open", "old, of open", "open"]);
});

test("contains only what is due if there are too many tasks, and says so", async () => {
  const { ada } = world;
  const ctx = world.ctxOf(ada);
  const project = await world.project(ada, "Large");
  const today = dayInZone(world.runtime.clock(), "UTC");
  const inDays = (days: number) => addDays(today, days);
  for (const days of [-30, 0, 8, 11]) await world.task(ada, project, { title: `${days}`, due: { date: inDays(days) } });
  // Due on the day before in most time zones.
  const inKiribati = { date: inDays(9), time: "00:30", timeZone: "Pacific/Kiritimati" };
  await world.task(ada, project, { title: "8, with a zone", due: inKiribati });
  await world.task(ada, project, { title: "undated" });
  expect((await read(ctx, project, 6)).head).toMatchObject({ tasks: 6, covered: { kind: "all" } });
  const part = await read(ctx, project, 5);
  expect(titlesIn(part)).toEqual(["-30", "0", "8", "8, with a zone"]);
  expect(part.head).toMatchObject({ tasks: 4, covered: { kind: "due", dueUntil: inDays(8) } });
  const none = await read(ctx, project, 2);
  expect(none.head).toMatchObject({ tasks: 0, covered: { kind: "none" }, project: { name: "Large" } });
  expect(rowsOfKind(none, "task")).toEqual([]);
});

test("is split into blocks of at most 1,000 tasks", async () => {
  const { ada } = world;
  const project = await world.project(ada, "Many");
  const ids = await world.manyTasks(ada, project, 2_100);
  const found = await read(world.ctxOf(ada), project);
  expect(found.blocks.filter(({ kind }) => kind === "task").map(({ rows }) => rows)).toEqual([1_000, 1_000, 100]);
  expect(found.rows.flatMap((row) => (row.kind === "task" ? row.row.id : []))).toEqual(ids.toSorted());
});

test("returns not_found for a project that the caller can't see", async () => {
  const { ada, bob } = world;
  const [own, other] = [await world.project(ada, "Own"), await world.project(ada, "Other")];
  const codeFor = (ctx: Ctx, { workspaceId, id }: Pick<Project, "workspaceId" | "id">) =>
    errorCodeOf(readSnapshot(ctx, { workspaceId, projectId: id }).next());
  expect(await codeFor(world.ctxOf(bob), own)).toBe("not_found");
  expect(await codeFor(world.ctxOf(ada), { ...own, workspaceId: bob.workspaceId })).toBe("not_found");
  expect(await codeFor(world.ctxOf(ada), { ...own, id: uuidv7() })).toBe("not_found");
  const withToken = await createTokenCtx(world, ada, { workspaceId: ada.workspaceId, projectIds: [own.id] });
  expect(await codeFor(withToken, other)).toBe("not_found");
  expect(rowsOfKind(await read(withToken, own), "member")).toEqual([]);
  await trashProject(world.ctxOf(ada), { ...inCommand(own), id: own.id });
  expect(await codeFor(world.ctxOf(ada), own)).toBe("not_found");
});

test("contains exactly the changes up to its position, while tasks are created", async () => {
  const { ada } = world;
  const { db } = world.runtime;
  const project = await world.project(ada, "Busy");
  const enough = new AbortController();
  const writers = Promise.all(
    Array.from({ length: 3 }, async () => {
      while (!enough.signal.aborted) await world.task(ada, project);
    }),
  );
  const seen = new Set<number>();
  try {
    while (seen.size < 4) {
      const { head, rows } = await read(world.ctxOf(ada), project);
      const upTo = { projectId: project.id, entity: "task", seq: { lte: BigInt(head.seq) } };
      const count = rows.filter(({ kind }) => kind === "task").length;
      expect(count).toBe(await db.change.count({ where: upTo }));
      seen.add(count);
    }
  } finally {
    enough.abort();
    await writers;
  }
});

test("releases its connection if the consumer stops, or the database ends the connection", async () => {
  const { ada } = world;
  const project = await world.project(ada, "Stopped");
  await world.manyTasks(ada, project, 1_100);
  const open = async () => {
    const lines = readSnapshot(world.ctxOf(ada), { workspaceId: project.workspaceId, projectId: project.id });
    await lines.next();
    return lines;
  };
  // More often than there are connections in the pool.
  for (let round = 0; round < 7; round += 1) await (await open()).return();

  const cut = await open();
  await world.runtime.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'FETCH%' AND datname = current_database()",
  );
  await expect(cut.next()).rejects.toThrow();
  expect((await read(world.ctxOf(ada), project)).head.tasks).toBe(1_100);
});

test("releases its connection while the consumer takes no lines", async () => {
  const { ada } = world;
  const project = await world.project(ada, "Paused");
  await world.manyTasks(ada, project, 1_100);
  const request = { workspaceId: project.workspaceId, projectId: project.id };
  const paused = [1, 2].map(() => readSnapshot(world.ctxOf(ada), request, { maxReadMs: 300 }));
  for (const lines of paused) await lines.next();
  // Waits until one of these has ended.
  expect((await read(world.ctxOf(ada), project)).head.tasks).toBe(1_100);
  for (const lines of paused) expect(await errorCodeOf(lines.next())).toBe("timeout");
  const { idleCount, totalCount } = world.runtime.pool;
  expect(idleCount).toBe(totalCount);
});

test("runs no statement if the caller is gone when its turn comes", async () => {
  const { ada } = world;
  const project = await world.project(ada, "Queued");
  await world.manyTasks(ada, project, 1_100);
  const request = { workspaceId: project.workspaceId, projectId: project.id };
  const running = [1, 2].map(() => readSnapshot(world.ctxOf(ada), request));
  for (const lines of running) await lines.next();
  const stop = new AbortController();
  const ctx = world.ctxOf(ada);
  let statements = 0;
  const stream: Ctx["runtime"]["stream"] = (statement) => {
    statements += 1;
    return ctx.runtime.stream(statement);
  };
  const queued = readSnapshot({ ...ctx, runtime: { ...ctx.runtime, stream } }, request, { signal: stop.signal });
  const next = queued.next();
  stop.abort();
  const ended = Promise.all(running.map((lines) => lines.return()));
  await expect(next).rejects.toMatchObject({ name: "AbortError" });
  await ended;
  expect(statements).toBe(0);
});
