import { CreateTask, ListTasks } from "@docket/schema/task";
import type { Task } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getTask, listTasks } from "../../entities/task/list.ts";
import { toSummary } from "../../entities/task/queries.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { moveTasks } from "./move.ts";
import { createTask, updateTask } from "./mutations.ts";
import { cancelTasks, completeTasks, reopenTasks } from "./status.ts";
import { purgeTasks, restoreTasks, trashTasks } from "./trash.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

const commandId = uuidv7;

describe("creating a task", () => {
  it("assigns consecutive numbers and appends tasks", async () => {
    const project = await world.project(world.ada);
    const titles = ["one", "two", "three"];
    for (const title of titles) await world.task(world.ada, project, { title });
    expect(await world.titles(world.ada, project)).toEqual(titles);
    const { items } = await listTasks(
      world.ctxOf(world.ada),
      ListTasks.parse({ workspaceId: project.workspaceId, filter: { projectId: project.id } }),
    );
    expect(items.map((task) => task.number)).toEqual([1, 2, 3]);
  });

  it("happens only once, even if the command is sent repeatedly or concurrently", async () => {
    const project = await world.project(world.ada);
    const input = CreateTask.parse({
      workspaceId: project.workspaceId,
      commandId: commandId(),
      id: uuidv7(),
      projectId: project.id,
      title: "once",
    });
    const answers = await Promise.all(Array.from({ length: 4 }, () => createTask(world.ctxOf(world.ada), input)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await world.titles(world.ada, project)).toEqual(["once"]);
    await expect(createTask(world.ctxOf(world.ada), { ...input, title: "other" })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("rejects sub-tasks deeper than the fifth level", async () => {
    const project = await world.project(world.ada);
    let parent: Task | null = null;
    for (let level = 1; level <= 5; level += 1)
      parent = await world.task(world.ada, project, { title: `level ${level}`, parentId: parent?.id ?? null });
    await expect(
      world.task(world.ada, project, { title: "too deep", parentId: parent?.id ?? null }),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("task lists", () => {
  it("return the same tasks as JSON from the database and as rows", async () => {
    const project = await world.project(world.ada);
    const task = await world.task(world.ada, project, {
      title: "All fields",
      description: "long",
      due: { date: "2026-12-24", time: "17:30", timeZone: "Europe/Berlin" },
      start: { date: "2026-12-01" },
      deadline: "2026-12-31",
      priority: 2,
      durationMinutes: 45,
      labelIds: [await world.label(world.ada, project.workspaceId), await world.label(world.ada, project.workspaceId)],
      assigneeIds: [world.ada.id],
    });
    const { items } = await listTasks(
      world.ctxOf(world.ada),
      ListTasks.parse({ workspaceId: project.workspaceId, filter: { projectId: project.id } }),
    );
    const summary = toSummary(await getTask(world.ctxOf(world.ada), task));
    expect(items).toEqual([{ ...summary, subtasks: { all: 0, open: 0 } }]);
  });

  it.each(["manual", "due", "priority", "created", "updated", "completed", "title"] as const)(
    "are paged by %s without gaps or duplicates, in both directions",
    async (order) => {
      const project = await world.project(world.ada);
      for (let index = 0; index < 13; index += 1) {
        await world.task(world.ada, project, {
          title: `t${(index * 7) % 13}`,
          priority: index % 4,
          due: index % 3 === 0 ? null : { date: `2026-12-${String(10 + (index % 5))}` },
        });
      }
      for (const direction of ["ascending", "descending"] as const) {
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(
            world.ctxOf(world.ada),
            ListTasks.parse({
              workspaceId: project.workspaceId,
              filter: { projectId: project.id },
              order,
              direction,
              limit: 4,
              ...(cursor === null ? {} : { cursor }),
            }),
          );
          seen.push(...page.items.map((task) => task.id));
          cursor = page.nextCursor;
        } while (cursor !== null);
        expect(seen).toHaveLength(13);
        expect(new Set(seen).size).toBe(13);
      }
    },
  );
});

describe("moving a task", () => {
  it("places tasks between others, before a task, at the start and at the end", async () => {
    const project = await world.project(world.ada);
    const [a, b, c] = [
      await world.task(world.ada, project, { title: "a" }),
      await world.task(world.ada, project, { title: "b" }),
      await world.task(world.ada, project, { title: "c" }),
    ];
    const move = (ids: string[], place: object) =>
      moveTasks(world.ctxOf(world.ada), { workspaceId: project.workspaceId, commandId: commandId(), ids, ...place });
    await move([c.id], { after: a.id });
    expect(await world.titles(world.ada, project)).toEqual(["a", "c", "b"]);
    await move([b.id], { after: null });
    expect(await world.titles(world.ada, project)).toEqual(["b", "a", "c"]);
    await move([b.id, a.id], {});
    expect(await world.titles(world.ada, project)).toEqual(["c", "b", "a"]);
    await move([a.id], { before: b.id });
    expect(await world.titles(world.ada, project)).toEqual(["c", "a", "b"]);
  });

  it("keeps ranks short when many tasks are inserted at one position", async () => {
    const project = await world.project(world.ada);
    const first = await world.task(world.ada, project, { title: "first" });
    await world.task(world.ada, project, { title: "last" });
    for (let index = 0; index < 350; index += 1)
      await world.task(world.ada, project, { title: `n${index}`, after: first.id });
    const titles = await world.titles(world.ada, project);
    expect(titles.slice(0, 3)).toEqual(["first", "n349", "n348"]);
    expect(titles.slice(-2)).toEqual(["n0", "last"]);
    const longest = await world.runtime.db.task.findMany({ where: { projectId: project.id }, select: { rank: true } });
    expect(Math.max(...longest.map((row) => row.rank.length))).toBeLessThanOrEqual(50);
  });

  it("moves the sub-tasks to another project too, with new numbers, and undo moves them back", async () => {
    const [from, to] = [await world.project(world.ada), await world.project(world.ada)];
    const root = await world.task(world.ada, from, { title: "root" });
    await world.task(world.ada, from, { title: "child", parentId: root.id });
    await world.task(world.ada, to, { title: "other" });
    const id = commandId();
    const before = await world.snapshot(from.workspaceId, [from.id, to.id]);
    const moved = await moveTasks(world.ctxOf(world.ada), {
      workspaceId: from.workspaceId,
      commandId: id,
      ids: [root.id],
      projectId: to.id,
    });
    expect(moved.items[0]).toMatchObject({ projectId: to.id, number: 2 });
    expect((await world.titles(world.ada, to)).sort()).toEqual(["child", "other", "root"]);
    await undoCommand(world.ctxOf(world.ada), { workspaceId: from.workspaceId, commandId: commandId(), undo: id });
    expect(await world.snapshot(from.workspaceId, [from.id, to.id])).toEqual(before);
  });

  it("is not undone if a task would end up below itself; trashed sub-tasks do not prevent undo", async () => {
    const [project, away] = [await world.project(world.ada), await world.project(world.ada)];
    const { workspaceId } = project;
    const move = (ids: string[], to: object) => {
      const input = { workspaceId, commandId: commandId(), ids, ...to };
      return moveTasks(world.ctxOf(world.ada), input).then(() => input.commandId);
    };
    const undo = (id: string) => undoCommand(world.ctxOf(world.ada), { workspaceId, commandId: commandId(), undo: id });
    const parent = await world.task(world.ada, project, { title: "parent" });
    const child = await world.task(world.ada, project, { title: "child", parentId: parent.id });
    const up = await move([child.id], { parentId: null });
    await move([parent.id], { parentId: child.id });
    await expect(undo(up)).rejects.toMatchObject({ code: "conflict" });

    const gone = await move([child.id], { projectId: away.id });
    const below = await world.task(world.ada, away, { title: "below", parentId: child.id });
    await trashTasks(world.ctxOf(world.ada), { workspaceId, commandId: commandId(), ids: [below.id] });
    await undo(gone);
    expect((await getTask(world.ctxOf(world.ada), child)).projectId).toBe(project.id);
  });

  it("rejects moving a task below itself and names the path", async () => {
    const project = await world.project(world.ada);
    const root = await world.task(world.ada, project, { title: "root" });
    const child = await world.task(world.ada, project, { title: "child", parentId: root.id });
    const attempt = moveTasks(world.ctxOf(world.ada), {
      workspaceId: project.workspaceId,
      commandId: commandId(),
      ids: [root.id],
      parentId: child.id,
    });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid",
      message: "A task can't be moved below itself: root › child.",
    });
  });
});

describe("two users who edit the same task", () => {
  it("have changes to different fields merged, the last write of a plain field kept, both texts reported", async () => {
    const project = await world.project(world.ada);
    await world.join(world.bob, project, "editor");
    const task = await world.task(world.ada, project, { title: "draft", description: "base" });
    const ada = world.ctxOf(world.ada);
    const bob = world.ctxOf(world.bob);
    const update = (ctx: typeof ada, set: object) =>
      updateTask(ctx, { workspaceId: project.workspaceId, commandId: commandId(), id: task.id, baseVersion: 1, set });
    await update(ada, { title: "better" });
    const merged = await update(bob, { due: { date: "2026-12-01" }, priority: 3 });
    expect(merged).toMatchObject({ title: "better", priority: 3, version: 3 });
    expect(await update(ada, { priority: 1 })).toMatchObject({ priority: 1 });
    await update(bob, { description: "bob's" });
    await expect(update(ada, { description: "ada's" })).rejects.toMatchObject({
      code: "conflict",
      details: { conflicts: { description: { base: "base", theirs: "bob's", mine: "ada's" } } },
    });
  });

  it("can't undo a change to a field that another user has changed since", async () => {
    const project = await world.project(world.ada);
    await world.join(world.bob, project, "editor");
    const task = await world.task(world.ada, project, { title: "x" });
    const id = commandId();
    await updateTask(world.ctxOf(world.ada), {
      workspaceId: project.workspaceId,
      commandId: id,
      id: task.id,
      baseVersion: 1,
      set: { priority: 3 },
    });
    await updateTask(world.ctxOf(world.bob), {
      workspaceId: project.workspaceId,
      commandId: commandId(),
      id: task.id,
      baseVersion: 2,
      set: { priority: 1 },
    });
    await expect(
      undoCommand(world.ctxOf(world.ada), { workspaceId: project.workspaceId, commandId: commandId(), undo: id }),
    ).rejects.toMatchObject({
      code: "conflict",
      details: { conflicts: [{ entity: "task", entityId: task.id, field: "priority" }] },
    });
  });
});

describe("task status", () => {
  it("closes open sub-tasks, reopens tasks, and restores everything with a single undo", async () => {
    const project = await world.project(world.ada);
    const root = await world.task(world.ada, project, { title: "root" });
    await world.task(world.ada, project, { title: "child", parentId: root.id });
    const before = await world.snapshot(project.workspaceId, [project.id]);
    const id = commandId();
    await completeTasks(world.ctxOf(world.ada), { workspaceId: project.workspaceId, commandId: id, ids: [root.id] });
    expect(await world.titles(world.ada, project)).toEqual([]);
    await undoCommand(world.ctxOf(world.ada), { workspaceId: project.workspaceId, commandId: commandId(), undo: id });
    expect(await world.snapshot(project.workspaceId, [project.id])).toEqual(before);
    await cancelTasks(world.ctxOf(world.ada), {
      workspaceId: project.workspaceId,
      commandId: commandId(),
      ids: [root.id],
    });
    await reopenTasks(world.ctxOf(world.ada), {
      workspaceId: project.workspaceId,
      commandId: commandId(),
      ids: [root.id],
    });
    expect(await world.titles(world.ada, project)).toEqual(["root"]);
  });
});

describe("task trash", () => {
  it("hides the tree everywhere, restores exactly the same tree, and purges it permanently", async () => {
    const project = await world.project(world.ada);
    const root = await world.task(world.ada, project, { title: "root" });
    const early = await world.task(world.ada, project, { title: "early", parentId: root.id });
    await world.task(world.ada, project, { title: "child", parentId: root.id });
    const run = (ids: string[]) => ({ workspaceId: project.workspaceId, commandId: commandId(), ids });
    await trashTasks(world.ctxOf(world.ada), run([early.id]));
    const before = await world.snapshot(project.workspaceId, [project.id]);
    await trashTasks(world.ctxOf(world.ada), run([root.id]));
    expect(await world.titles(world.ada, project)).toEqual([]);
    await expect(getTask(world.ctxOf(world.ada), root)).rejects.toMatchObject({ code: "not_found" });
    await restoreTasks(world.ctxOf(world.ada), run([root.id]));
    expect(await world.snapshot(project.workspaceId, [project.id])).toEqual(before);
    await trashTasks(world.ctxOf(world.ada), run([root.id]));
    await purgeTasks(world.ctxOf(world.ada), run([root.id]));
    expect(await world.runtime.db.task.count({ where: { projectId: project.id } })).toBe(1);
    await restoreTasks(world.ctxOf(world.ada), run([early.id]));
    expect(await world.titles(world.ada, project)).toEqual(["early"]);
  });
});

describe("the single-statement implementations", () => {
  it("write the same rows as the general implementations", async () => {
    const project = await world.project(world.ada);
    const quick = await world.task(world.ada, project, {
      title: "same",
      due: { date: "2026-12-01", time: "09:00", timeZone: "Asia/Tokyo" },
    });
    // A command that specifies a neighbour uses the general implementation, and yields the same position.
    const long = await world.task(world.ada, project, {
      title: "same",
      due: { date: "2026-12-01", time: "09:00", timeZone: "Asia/Tokyo" },
      after: quick.id,
    });
    const complete = (ids: string[]) =>
      completeTasks(world.ctxOf(world.ada), { workspaceId: project.workspaceId, commandId: commandId(), ids });
    const answers = [await complete([quick.id]), await complete([long.id, long.id])];
    const own = { number: 0, rank: "", id: "", createdAt: "", updatedAt: "" };
    expect({ ...answers[0]?.items[0], ...own }).toEqual({ ...answers[1]?.items[0], ...own });

    const traces = await Promise.all(
      [quick, long].map(async ({ id }) => {
        const { searchText, startOn, dueOn, dueAt, status, version } = await world.runtime.db.task.findFirstOrThrow({
          where: { id },
        });
        const changes = await world.runtime.db.change.findMany({ where: { entityId: id }, orderBy: { seq: "asc" } });
        const commands = await world.runtime.db.command.findMany({
          where: { id: { in: changes.map((change) => change.commandId) } },
          orderBy: { firstSeq: "asc" },
        });
        return {
          row: { searchText, startOn, dueOn, dueAt, status, version },
          changes: changes.map(({ op, entity, projectId, audience, before, after, actorId, version: at }) => ({
            op,
            entity,
            projectId,
            audience,
            before,
            actorId,
            at,
            after: { ...Object(after), number: 0, rank: "" },
          })),
          commands: commands.map(({ kind, actorId, tokenId, groupId, undoOf, firstSeq, lastSeq }) => ({
            kind,
            actorId,
            tokenId,
            groupId,
            undoOf,
            lines: Number(lastSeq) - Number(firstSeq),
          })),
        };
      }),
    );
    expect(traces[0]).toEqual(traces[1]);
  });

  it("leave every error to the general implementations", async () => {
    const project = await world.project(world.ada);
    await world.join(world.bob, project, "viewer");
    const task = await world.task(world.ada, project, { title: "hers" });
    await expect(world.task(world.bob, project, { title: "no" })).rejects.toMatchObject({ code: "forbidden" });
    const run = { workspaceId: project.workspaceId, commandId: commandId(), ids: [task.id] };
    await expect(completeTasks(world.ctxOf(world.bob), run)).rejects.toMatchObject({ code: "forbidden" });
    await expect(completeTasks(world.ctxOf(world.ada), { ...run, ids: [uuidv7()] })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
