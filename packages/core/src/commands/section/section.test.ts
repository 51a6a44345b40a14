import type { Project } from "@docket/schema/project";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listSections } from "../../entities/section/queries.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { moveTasks } from "../task/move.ts";
import { cancelTasks, completeTasks, reopenTasks } from "../task/status.ts";
import { trashTasks } from "../task/trash.ts";
import { createSection, moveSection, updateSection } from "./mutations.ts";
import { purgeSection, restoreSection, trashSection } from "./trash.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

const run = (project: Project) => ({ workspaceId: project.workspaceId, commandId: uuidv7() });
const section = (project: Project, name: string, more: object = {}) =>
  createSection(world.ctxOf(world.ada), { ...run(project), id: uuidv7(), projectId: project.id, name, ...more });
const names = async (project: Project) =>
  (
    await listSections(world.ctxOf(world.ada), { workspaceId: project.workspaceId, projectId: project.id, limit: 100 })
  ).items.map(({ name }) => name);

it("is created at a given position and moved relative to its neighbours", async () => {
  const project = await world.project(world.ada);
  const [a, b] = [await section(project, "a"), await section(project, "b")];
  await section(project, "first", { after: null });
  await section(project, "between", { before: b.id });
  expect(await names(project)).toEqual(["first", "a", "between", "b"]);
  await moveSection(world.ctxOf(world.ada), { ...run(project), id: a.id });
  expect(await names(project)).toEqual(["first", "between", "b", "a"]);
});

it("is trashed with its tasks, restored with exactly those tasks, and purged without other tasks", async () => {
  const project = await world.project(world.ada);
  const own = await section(project, "own");
  const inside = await world.task(world.ada, project, { title: "inside", sectionId: own.id });
  await world.task(world.ada, project, { title: "below", parentId: inside.id, sectionId: own.id });
  await world.task(world.ada, project, { title: "outside" });
  const before = await world.snapshot(project.workspaceId, [project.id]);
  await trashSection(world.ctxOf(world.ada), { ...run(project), id: own.id });
  expect(await world.titles(world.ada, project)).toEqual(["outside"]);
  await restoreSection(world.ctxOf(world.ada), { ...run(project), id: own.id });
  expect(await world.snapshot(project.workspaceId, [project.id])).toEqual(before);
  await trashSection(world.ctxOf(world.ada), { ...run(project), id: own.id });
  await purgeSection(world.ctxOf(world.ada), { ...run(project), id: own.id });
  expect(await world.runtime.db.task.findMany({ where: { projectId: project.id }, select: { title: true } })).toEqual([
    { title: "outside" },
  ]);
});

it("moves to another project with all its tasks, and undo moves it back", async () => {
  const [from, to] = [await world.project(world.ada), await world.project(world.ada)];
  const own = await section(from, "own");
  const inside = await world.task(world.ada, from, { title: "inside", sectionId: own.id });
  await world.task(world.ada, from, { title: "below", parentId: inside.id, sectionId: own.id });
  const before = await world.snapshot(from.workspaceId, [from.id, to.id]);
  const command = { ...run(from), id: own.id, projectId: to.id };
  await moveSection(world.ctxOf(world.ada), command);
  expect((await world.titles(world.ada, to)).sort()).toEqual(["below", "inside"]);
  expect(await names(to)).toEqual(["own"]);
  await undoCommand(world.ctxOf(world.ada), { ...run(from), undo: command.commandId });
  expect(await world.snapshot(from.workspaceId, [from.id, to.id])).toEqual(before);
  expect(await names(from)).toEqual(["own"]);
});

it("a section for completed tasks receives them, completes tasks moved in and reopens tasks moved out", async () => {
  const project = await world.project(world.ada);
  const done = await section(project, "Done");
  await updateSection(world.ctxOf(world.ada), {
    ...run(project),
    id: done.id,
    baseVersion: 1,
    set: { isDoneColumn: true },
  });
  const [one, two] = [
    await world.task(world.ada, project, { title: "one" }),
    await world.task(world.ada, project, { title: "two" }),
  ];
  const below = await world.task(world.ada, project, { title: "below", parentId: one.id });
  await completeTasks(world.ctxOf(world.ada), { ...run(project), ids: [one.id] });
  const rows = () =>
    world.runtime.db.task.findMany({
      where: { projectId: project.id },
      orderBy: { number: "asc" },
      select: { sectionId: true, status: true },
    });
  expect(await rows()).toEqual([
    { sectionId: done.id, status: "done" },
    { sectionId: null, status: "open" },
    { sectionId: done.id, status: "done" },
  ]);
  await moveTasks(world.ctxOf(world.ada), { ...run(project), ids: [two.id], sectionId: done.id });
  expect((await rows())[1]).toEqual({ sectionId: done.id, status: "done" });
  await moveTasks(world.ctxOf(world.ada), { ...run(project), ids: [two.id], sectionId: null });
  expect((await rows())[1]).toEqual({ sectionId: null, status: "open" });
  await reopenTasks(world.ctxOf(world.ada), { ...run(project), ids: [below.id] });
  expect((await rows())[2]?.status).toBe("open");
});

it("moving a task into a section for completed tasks completes its sub-tasks and keeps them in that section", async () => {
  const [project, other] = [await world.project(world.ada), await world.project(world.ada)];
  const ctx = world.ctxOf(world.ada);
  const [first, second] = [await section(other, "Done"), await section(other, "Released")];
  for (const { id } of [first, second])
    await updateSection(ctx, { ...run(other), id, baseVersion: 1, set: { isDoneColumn: true } });
  const parent = await world.task(world.ada, project, { title: "parent" });
  const below = await world.task(world.ada, project, { title: "below", parentId: parent.id });
  const cancelled = await world.task(world.ada, project, { title: "cancelled", parentId: below.id });
  const deepest = await world.task(world.ada, project, { title: "deepest", parentId: cancelled.id });
  const trashed = await world.task(world.ada, project, { title: "trashed", parentId: parent.id });
  await cancelTasks(ctx, { ...run(project), ids: [cancelled.id] });
  await reopenTasks(ctx, { ...run(project), ids: [deepest.id] });
  await trashTasks(ctx, { ...run(project), ids: [trashed.id] });
  const before = await world.snapshot(project.workspaceId, [project.id, other.id]);

  const move = { ...run(project), ids: [parent.id], projectId: other.id, sectionId: second.id };
  await moveTasks(ctx, move);
  const rows = await world.runtime.db.task.findMany({
    where: { projectId: other.id },
    orderBy: { createdAt: "asc" },
    select: { title: true, sectionId: true, status: true },
  });
  const moved = { sectionId: second.id, status: "done" };
  expect(rows).toEqual([
    { title: "parent", ...moved },
    { title: "below", ...moved },
    { title: "cancelled", ...moved, status: "cancelled" },
    { title: "deepest", ...moved },
  ]);
  await undoCommand(ctx, { ...run(project), undo: move.commandId });
  expect(await world.snapshot(project.workspaceId, [project.id, other.id])).toEqual(before);

  const { id } = await world.task(world.ada, other);
  const [released] = (await moveTasks(ctx, { ...run(other), ids: [id], sectionId: second.id })).items;
  expect(released).toMatchObject({ sectionId: second.id, status: "done" });
});
