import { MoveTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createSection, moveSection } from "../../commands/section/mutations.ts";
import { trashSection } from "../../commands/section/trash.ts";
import { duplicateTask } from "../../commands/task/duplicate.ts";
import { moveTasks } from "../../commands/task/move.ts";
import { updateTask, updateTasks } from "../../commands/task/mutations.ts";
import { completeTasks, reopenTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { duplicateProject } from "../duplicate-project.ts";
import { undoCommand } from "./mutations.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

/** Random steps: the command, and two numbers that select its entities from the existing ones. */
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.nat({ max: 50 }), fc.nat({ max: 50 })), {
  minLength: 3,
  maxLength: 14,
});

it("undoing the copy of a project removes it as a whole, and redo restores it with all its contents", async () => {
  const { ada } = world;
  const ctx = world.ctxOf(ada);
  const original = await world.project(ada);
  const { workspaceId } = original;
  const section = { workspaceId, commandId: uuidv7(), id: uuidv7(), projectId: original.id, name: "Section" };
  await createSection(ctx, section);
  const parent = await world.task(ada, original, { title: "parent", sectionId: section.id });
  await world.task(ada, original, { title: "child", parentId: parent.id });
  const copy = { workspaceId, commandId: uuidv7(), id: original.id, newId: uuidv7() };
  const project = await duplicateProject(ctx, copy);
  const before = await world.snapshot(workspaceId, [copy.newId]);
  expect(await world.titles(ada, project)).toHaveLength(2);

  const undo = await undoCommand(ctx, { workspaceId, commandId: uuidv7(), undo: copy.commandId });
  await expect(world.titles(ada, project)).rejects.toMatchObject({ code: "not_found" });
  await undoCommand(ctx, { workspaceId, commandId: uuidv7(), undo: undo.commandId });
  expect(await world.titles(ada, project)).toHaveLength(2);
  expect(await world.snapshot(workspaceId, [copy.newId])).toEqual(before);
});

it("returns the new versions, on which the next edit can be based", async () => {
  const { ada } = world;
  const ctx = world.ctxOf(ada);
  const project = await world.project(ada);
  const { workspaceId } = project;
  const task = await world.task(ada, project, { title: "plain" });
  const edit = (baseVersion: number, title: string) =>
    updateTask(ctx, { workspaceId, commandId: uuidv7(), id: task.id, baseVersion, set: { title } });
  const commandId = uuidv7();
  await updateTask(ctx, { workspaceId, commandId, id: task.id, baseVersion: 1, set: { title: "changed" } });
  const undo = { workspaceId, commandId: uuidv7(), undo: commandId };
  const { versions } = await undoCommand(ctx, undo);
  expect(versions).toEqual([{ id: task.id, version: 3 }]);
  expect((await undoCommand(ctx, undo)).versions).toEqual([]);
  await expect(edit(2, "changed again")).rejects.toMatchObject({ code: "conflict" });
  expect((await edit(3, "changed again")).title).toBe("changed again");
});

it("rejects undo without permission to move entities back, with an error that depends on what is visible", async () => {
  const { ada, bob } = world;
  const { db } = world.runtime;
  const [from, to] = [await world.project(ada, "From"), await world.project(ada, "To")];
  const { workspaceId } = from;
  for (const project of [from, to]) await world.join(bob, project, "editor");
  const task = await world.task(bob, from);
  const move = MoveTasks.parse({ workspaceId, commandId: uuidv7(), ids: [task.id], projectId: to.id });
  await moveTasks(world.ctxOf(bob), move);
  const undo = () => undoCommand(world.ctxOf(bob), { workspaceId, commandId: uuidv7(), undo: move.commandId });
  for (const project of [from, to]) {
    const where = { workspaceId, projectId: project.id, userId: bob.id };
    await db.projectMember.updateMany({ where, data: { role: "viewer" } });
    await expect(undo()).rejects.toMatchObject({ code: "forbidden" });
    await db.projectMember.deleteMany({ where });
    await expect(undo()).rejects.toMatchObject({ code: "not_found" });
    await db.projectMember.create({ data: { ...where, role: "editor", rank: "a0" } });
  }
  await undo();
  expect(await world.titles(bob, from)).toEqual(["Task"]);
});

it("any sequence of commands can be completely undone and redone", async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (plan) => {
      const [home, away] = [await world.project(world.ada), await world.project(world.ada)];
      const { workspaceId } = home;
      const ctx = world.ctxOf(world.ada);
      for (const title of ["a", "b", "c"]) await world.task(world.ada, home, { title });
      const state = async () => ({
        tasks: await world.snapshot(workspaceId, [home.id, away.id]),
        sections: await world.runtime.db.section.findMany({
          where: { projectId: { in: [home.id, away.id] } },
          orderBy: { id: "asc" },
          select: { id: true, name: true, projectId: true, rank: true, deletedAt: true },
        }),
      });
      const start = await state();
      const done: string[] = [];
      for (const [kind, first, second] of plan) {
        const commandId = uuidv7();
        const tasks = await world.runtime.db.task.findMany({
          where: { projectId: { in: [home.id, away.id] }, deletedAt: null },
          orderBy: { id: "asc" },
        });
        const sections = await world.runtime.db.section.findMany({
          where: { projectId: { in: [home.id, away.id] }, deletedAt: null },
          orderBy: { id: "asc" },
        });
        const task = tasks[first % Math.max(tasks.length, 1)];
        const other = tasks[second % Math.max(tasks.length, 1)];
        const section = sections[second % Math.max(sections.length, 1)];
        const ids = [task?.id ?? uuidv7()];
        const input = { workspaceId, commandId };
        const attempt = [
          () =>
            updateTasks(ctx, {
              ...input,
              ids,
              set: { priority: second % 4, due: { date: `2026-12-${10 + (second % 20)}` } },
              addLabelIds: [],
              removeLabelIds: [],
            }),
          () => completeTasks(ctx, { ...input, ids }),
          () => reopenTasks(ctx, { ...input, ids }),
          () => moveTasks(ctx, { ...input, ids, projectId: second % 2 ? away.id : home.id }),
          () => moveTasks(ctx, { ...input, ids, parentId: other?.id ?? null, projectId: other?.projectId ?? home.id }),
          () => trashTasks(ctx, { ...input, ids }),
          () => duplicateTask(ctx, { ...input, id: ids[0] ?? "", newId: uuidv7(), withSubtasks: true }),
          () => {
            if (!section) return createSection(ctx, { ...input, id: uuidv7(), projectId: home.id, name: "new" });
            if (first % 3 === 0) return trashSection(ctx, { ...input, id: section.id });
            if (first % 3 === 1)
              return moveSection(ctx, {
                ...input,
                id: section.id,
                projectId: section.projectId === home.id ? away.id : home.id,
              });
            return moveTasks(ctx, { ...input, ids, sectionId: section.id, projectId: section.projectId });
          },
        ][kind];
        // Some steps are invalid (such as moving a task below itself) and are rejected. They leave nothing to undo.
        await attempt?.().then(
          () => done.push(commandId),
          (error: unknown) => expect(error).toMatchObject({ name: "DomainError" }),
        );
      }
      const end = await state();
      const undone: string[] = [];
      for (const undo of done.toReversed()) {
        const changes = await world.runtime.db.change.count({ where: { workspaceId, commandId: undo } });
        if (changes === 0) continue;
        const commandId = uuidv7();
        await undoCommand(ctx, { workspaceId, commandId, undo });
        undone.push(commandId);
      }
      const back = await state();
      // Created entities are now in the trash instead of absent.
      const made = (rows: unknown) =>
        (rows as { id: string }[]).filter((row) =>
          (start.tasks as { id: string }[]).some((task) => task.id === row.id),
        );
      expect(made(back.tasks)).toEqual(start.tasks);
      expect(back.sections.filter((section) => section.deletedAt === null)).toEqual(start.sections);
      for (const undo of undone.toReversed()) await undoCommand(ctx, { workspaceId, commandId: uuidv7(), undo });
      expect(await state()).toEqual(end);
    }),
    { numRuns: 4 },
  );
}, 240_000);
