import { setTimeout } from "node:timers/promises";
import { CreateSection } from "@docket/schema/section";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertTasks } from "../../entities/task/insert.ts";
import { command } from "../../log/command/command.ts";
import { lockOrder } from "../../log/command/lost-race.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { createSection, moveSection, updateSection } from "../section/mutations.ts";
import { trashSection } from "../section/trash.ts";
import { moveTasks } from "./move.ts";
import { completeTasks } from "./status.ts";
import { trashTasks } from "./trash.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

const ROUNDS = 15;

const inWorkspace = () => ({ workspaceId: world.ada.workspaceId, commandId: uuidv7() });

const section = (projectId: string) =>
  createSection(
    world.ctxOf(world.ada),
    CreateSection.parse({ ...inWorkspace(), id: uuidv7(), projectId, name: "Column" }),
  );

/** Returns live tasks whose parent or section is in the trash, or that are not in their parent's section. */
const misplacedTasks = async (projectIds: string[]) => {
  const tasks = await world.runtime.db.task.findMany({
    where: { projectId: { in: projectIds }, deletedAt: null },
    include: { parent: true, section: true },
  });
  return tasks.filter(
    ({ parent, section: home, sectionId }) =>
      (parent !== null && (parent.deletedAt !== null || parent.sectionId !== sectionId)) ||
      (home !== null && home.deletedAt !== null),
  );
};

describe("concurrent commands", () => {
  it("adding a task while trashing its section never leaves a live task in a trashed section", async () => {
    const project = await world.project(world.ada);
    const ctx = world.ctxOf(world.ada);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await section(project.id);
      const loose = await world.task(world.ada, project);
      await Promise.allSettled([
        world.task(world.ada, project, { sectionId: id }),
        world.task(world.ada, project, { sectionId: id, priority: 1, before: null, after: null }),
        trashSection(ctx, { ...inWorkspace(), id }),
        moveTasks(ctx, { ...inWorkspace(), ids: [loose.id], sectionId: id }),
        world.task(world.ada, project, { sectionId: id }),
      ]);
      expect(await misplacedTasks([project.id])).toEqual([]);
    }
  });

  it("adding a task while undoing its section's creation never leaves a live task in a trashed section", async () => {
    const project = await world.project(world.ada);
    const ctx = world.ctxOf(world.ada);
    const made = { ...inWorkspace(), id: uuidv7(), projectId: project.id, name: "Column" };
    await createSection(ctx, CreateSection.parse(made));
    const pattern = await world.task(world.ada, project);
    let resolveLocked = () => {};
    const locked = new Promise<void>((resolve) => (resolveLocked = resolve));
    const creating = command(ctx, inWorkspace(), {
      kind: "task.create",
      replay: async () => null,
      run: async (scope) => {
        await lockOrder(scope.tx, made.workspaceId, [project.id]);
        resolveLocked();
        await setTimeout(200);
        await insertTasks(scope, [{ ...pattern, id: uuidv7(), number: 2, sectionId: made.id }]);
        return { result: null, answer: null };
      },
    });
    await locked;
    const undoing = undoCommand(ctx, { ...inWorkspace(), undo: made.commandId });
    expect([await errorCodeOf(creating), await errorCodeOf(undoing)]).toEqual(["done", "conflict"]);
    expect(await misplacedTasks([project.id])).toEqual([]);
  });

  it("adding a sub-task while trashing the parent never leaves a live task below a trashed one", async () => {
    const project = await world.project(world.ada);
    const ctx = world.ctxOf(world.ada);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [parent, loose] = [await world.task(world.ada, project), await world.task(world.ada, project)];
      await Promise.allSettled([
        world.task(world.ada, project, { parentId: parent.id }),
        trashTasks(ctx, { ...inWorkspace(), ids: [parent.id] }),
        moveTasks(ctx, { ...inWorkspace(), ids: [loose.id], parentId: parent.id }),
        world.task(world.ada, project, { parentId: parent.id }),
      ]);
      expect(await misplacedTasks([project.id])).toEqual([]);
    }
  });

  it("moving a section to another project while adding tasks to it loses no task", async () => {
    const [home, away] = [await world.project(world.ada), await world.project(world.ada)];
    const ctx = world.ctxOf(world.ada);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await section(home.id);
      const before = await world.runtime.db.task.count({ where: { projectId: { in: [home.id, away.id] } } });
      const made = await Promise.allSettled([
        world.task(world.ada, home, { sectionId: id }),
        moveSection(ctx, { ...inWorkspace(), id, projectId: away.id }),
        world.task(world.ada, home, { sectionId: id }),
      ]);
      const answered = [made[0], made[2]].filter(({ status }) => status === "fulfilled").length;
      const tasks = await world.runtime.db.task.findMany({ where: { projectId: { in: [home.id, away.id] } } });
      expect(tasks.length - before).toBe(answered);
      // Every task created in the section is still in it, regardless of which project the section ended up in.
      expect(tasks.every((task) => task.sectionId !== null)).toBe(true);
    }
  });
});

it("sub-tasks move to the section for completed tasks with their parent, even trashed ones", async () => {
  const project = await world.project(world.ada);
  const ctx = world.ctxOf(world.ada);
  const [todo, done] = [await section(project.id), await section(project.id)];
  await updateSection(ctx, { ...inWorkspace(), id: done.id, baseVersion: 1, set: { isDoneColumn: true } });
  const parent = await world.task(world.ada, project, { sectionId: todo.id });
  const below = [];
  for (const title of ["open", "closed", "thrown away"])
    below.push(await world.task(world.ada, project, { title, parentId: parent.id }));
  await completeTasks(ctx, { ...inWorkspace(), ids: [below[1]!.id] });
  await trashTasks(ctx, { ...inWorkspace(), ids: [below[2]!.id] });
  await completeTasks(ctx, { ...inWorkspace(), ids: [parent.id] });
  const rows = await world.runtime.db.task.findMany({ where: { projectId: project.id }, orderBy: { number: "asc" } });
  expect(rows.map((row) => row.sectionId)).toEqual(rows.map(() => done.id));
  expect(rows.map((row) => [row.status, row.deletedAt === null])).toEqual([
    ["done", true],
    ["done", true],
    ["done", true],
    ["open", false],
  ]);
});
