import type { Id } from "@docket/schema/id";
import type { Project } from "@docket/schema/project";
import { MoveTasks } from "@docket/schema/task";
import type { Task } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { moveSection } from "../../commands/section/mutations.ts";
import { trashSection } from "../../commands/section/trash.ts";
import { duplicateTask } from "../../commands/task/duplicate.ts";
import { moveTasks } from "../../commands/task/move.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { purgeTasks, restoreTasks, trashTasks } from "../../commands/task/trash.ts";
import { listChanges } from "../../log/change/queries.ts";
import { readLog } from "../../log/change/read.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { duplicateProject } from "../../workflows/duplicate-project.ts";
import { listTrash } from "../../workflows/trash/queries.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";

let world: TaskWorld;
/** A project that only Ada can see, and one shared with Bob. */
let hidden: Project;
let shared: Project;
beforeAll(async () => {
  world = await createTaskWorld();
});
beforeEach(async () => {
  hidden = await world.project(world.ada, "Hidden");
  shared = await world.project(world.ada, "Shared");
  await world.join(world.bob, shared, "manager");
});
afterAll(() => world.close());

const ada = () => world.ctxOf(world.ada);
const command = () => ({ workspaceId: hidden.workspaceId, commandId: uuidv7() });
const idsOf = (...tasks: Task[]) => ({ ...command(), ids: tasks.map((task) => task.id) });

async function move(projectId: Id, ...tasks: Task[]): Promise<Id> {
  const input = MoveTasks.parse({ ...idsOf(...tasks), projectId });
  await moveTasks(ada(), input);
  return input.commandId;
}

async function undo(commandId: Id): Promise<Id> {
  const input = { ...command(), undo: commandId };
  await undoCommand(ada(), input);
  return input.commandId;
}

async function trash(...tasks: Task[]): Promise<Id> {
  const input = idsOf(...tasks);
  await trashTasks(ada(), input);
  return input.commandId;
}

const place = ({ id }: Task) =>
  world.runtime.db.task.findFirstOrThrow({
    where: { id },
    select: { projectId: true, parentId: true, sectionId: true },
  });

/**
 * Returns everything that Bob can read and that could contain a title: the trash, the history and the live feed of the
 * workspace.
 */
async function readByBob(): Promise<string> {
  const { workspaceId } = hidden;
  const bob = world.ctxOf(world.bob);
  const reads = [
    await listTrash(bob, { workspaceId, limit: 100 }),
    await listChanges(bob, { workspaceId, limit: 100 }),
    await readLog(bob, workspaceId, 0n),
  ];
  return JSON.stringify(reads, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value));
}

it("leaves trashed sub-tasks in the old project when their parent is moved to another project", async () => {
  const parent = await world.task(world.ada, hidden, { title: "parent" });
  const child = await world.task(world.ada, hidden, { title: "secret child", parentId: parent.id });
  const grandchild = await world.task(world.ada, hidden, { title: "secret grandchild", parentId: child.id });
  await trash(grandchild);
  await trash(child);
  const moved = await move(shared.id, parent);
  expect(await readByBob()).not.toContain("secret");
  expect(await place(child)).toMatchObject({ projectId: hidden.id, parentId: null });
  expect(await place(grandchild)).toMatchObject({ projectId: hidden.id, parentId: child.id });

  const undone = await undo(moved);
  expect(await place(child)).toMatchObject({ projectId: hidden.id, parentId: parent.id });
  await undo(undone);
  expect(await place(child)).toMatchObject({ projectId: hidden.id, parentId: null });
  expect(await readByBob()).not.toContain("secret");

  await restoreTasks(ada(), idsOf(child));
  await restoreTasks(ada(), idsOf(grandchild));
  expect(await place(grandchild)).toMatchObject({ projectId: hidden.id, parentId: child.id });
});

it("restores a task below its nearest remaining ancestor", async () => {
  const top = await world.task(world.ada, hidden, { title: "top" });
  const parent = await world.task(world.ada, hidden, { parentId: top.id });
  const child = await world.task(world.ada, hidden, { parentId: parent.id });
  const below = await world.task(world.ada, hidden, { parentId: child.id });
  await trash(child);
  await move(shared.id, parent);
  await restoreTasks(ada(), idsOf(child));
  expect([await place(child), await place(below)]).toMatchObject([{ parentId: top.id }, { parentId: child.id }]);

  await trash(below);
  await trash(child);
  const answer = await restoreTasks(ada(), idsOf(below));
  expect(answer.items).toMatchObject([{ id: below.id, parentId: top.id }]);
});

it("leaves trashed tasks in the old project when their section is moved to another project", async () => {
  const sectionId = await world.section(world.ada, hidden);
  const parent = await world.task(world.ada, hidden, { sectionId });
  const child = await world.task(world.ada, hidden, { title: "secret child", parentId: parent.id });
  const loose = await world.task(world.ada, hidden, { title: "secret loose", sectionId });
  await trash(child);
  await trash(loose);
  const input = { ...command(), id: sectionId, projectId: shared.id };
  await moveSection(ada(), input);
  expect(await place(parent)).toMatchObject({ projectId: shared.id, sectionId });
  for (const task of [child, loose])
    expect(await place(task)).toEqual({ projectId: hidden.id, sectionId: null, parentId: null });
  expect(await readByBob()).not.toContain("secret");

  await undo(input.commandId);
  expect(await place(child)).toEqual({ projectId: hidden.id, sectionId, parentId: parent.id });
  expect(await place(loose)).toEqual({ projectId: hidden.id, sectionId, parentId: null });
});

it("undoing a move does not move tasks that have been trashed since", async () => {
  const { task, ada: owner } = world;
  const parent = await task(owner, hidden, { title: "parent" });
  const child = await task(owner, hidden, { title: "child", parentId: parent.id });
  const moved = await move(shared.id, parent);
  const added = await task(owner, shared, { title: "added", parentId: parent.id });
  await trash(child);
  await trash(added);
  await undo(moved);
  expect(await place(parent)).toMatchObject({ projectId: hidden.id });
  for (const left of [child, added]) expect(await place(left)).toMatchObject({ projectId: shared.id, parentId: null });
});

it("rejects undoing the move of tasks that have been trashed since", async () => {
  const task = await world.task(world.ada, hidden);
  const moved = await move(shared.id, task);
  await trash(task);
  await expect(undo(moved)).rejects.toMatchObject({ code: "conflict" });

  const sectionId = await world.section(world.ada, hidden);
  await world.task(world.ada, hidden, { sectionId });
  const input = { ...command(), id: sectionId, projectId: shared.id };
  await moveSection(ada(), input);
  await trashSection(ada(), { ...command(), id: sectionId });
  await expect(undo(input.commandId)).rejects.toMatchObject({ code: "conflict" });
});

it("undoes the move of live tasks even if other moved tasks are in the trash", async () => {
  const [gone, kept] = [await world.task(world.ada, hidden), await world.task(world.ada, hidden)];
  const child = await world.task(world.ada, hidden, { title: "secret child", parentId: gone.id });
  await trash(child);
  const moved = await move(shared.id, gone, kept);
  await trash(gone);
  await undo(moved);
  expect([await place(gone), await place(kept), await place(child)]).toMatchObject([
    { projectId: shared.id },
    { projectId: hidden.id },
    { projectId: hidden.id, parentId: null },
  ]);
});

it("reserves numbers in the other project only for live tasks", async () => {
  const parent = await world.task(world.ada, hidden);
  const sub = (title: string) => world.task(world.ada, hidden, { title, parentId: parent.id });
  const [child, other] = [await sub("secret"), await sub("living")];
  await trash(child);
  await move(shared.id, parent);
  const { nextNumber } = await world.runtime.db.projectCounter.findFirstOrThrow({ where: { projectId: shared.id } });
  expect(nextNumber).toBe(3);
  expect(await place(other)).toMatchObject({ projectId: shared.id, parentId: parent.id });
});

it("copies, completes and purges tasks without their trashed sub-tasks", async () => {
  const parent = await world.task(world.ada, shared, { title: "parent" });
  const child = await world.task(world.ada, shared, { title: "secret child", parentId: parent.id });
  await trash(child);
  const { workspaceId } = shared;
  const newId = uuidv7();
  await duplicateTask(ada(), { ...command(), id: parent.id, newId, withSubtasks: true });
  const copy = await duplicateProject(ada(), { ...command(), id: shared.id, newId: uuidv7() });
  expect(await world.runtime.db.task.count({ where: { workspaceId, parentId: newId } })).toBe(0);
  expect(await world.titles(world.ada, copy)).toEqual(["parent", "parent"]);
  await completeTasks(ada(), idsOf(parent));
  expect(await world.runtime.db.task.findFirst({ where: { id: child.id } })).toMatchObject({ status: "open" });
  await trash(parent);
  await purgeTasks(ada(), idsOf(parent));
  expect(await place(child)).toMatchObject({ projectId: shared.id, parentId: null });
});
