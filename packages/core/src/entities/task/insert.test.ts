import type { Project } from "@docket/schema/project";
import { CreateTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { z } from "zod";
import { createTasks } from "../../commands/task/mutations.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

type TasksInput = Omit<z.input<typeof CreateTasks>, "workspaceId" | "commandId" | "projectId">;

const inputOf = ({ workspaceId, id: projectId }: Project, items: TasksInput) =>
  CreateTasks.parse({ workspaceId, commandId: uuidv7(), projectId, ...items });

const lines = (...titles: string[]) => titles.map((title) => ({ id: uuidv7(), title }));

it("creates 500 tasks in order, at a given position, with consecutive numbers", async () => {
  const project = await world.project(world.ada);
  const first = await world.task(world.ada, project, { title: "first" });
  await world.task(world.ada, project, { title: "last" });
  const titles = Array.from({ length: 500 }, (_, index) => `line ${index}`);
  const input = inputOf(project, { after: first.id, items: lines(...titles) });
  const { items } = await createTasks(world.ctxOf(world.ada), input);
  expect(items.map((task) => task.number)).toEqual(titles.map((_, index) => index + 3));
  expect(await world.titles(world.ada, project)).toEqual(["first", ...titles, "last"]);
});

it("creates trees with all fields of a task, which a single undo removes", async () => {
  const project = await world.project(world.ada);
  const ctx = world.ctxOf(world.ada);
  const parent = await world.task(world.ada, project, { title: "parent" });
  const labelId = await world.label(world.ada, project.workspaceId);
  const [one, below, beside] = [uuidv7(), uuidv7(), uuidv7()];
  const input = inputOf(project, {
    parentId: parent.id,
    items: [
      { id: one, title: "one", labelIds: [labelId], assigneeIds: [world.ada.id], due: { date: "2026-12-24" } },
      { id: below, title: "below", parentId: one, priority: 3 },
      { id: beside, title: "beside" },
    ],
  });
  const made = await createTasks(ctx, input);
  expect(made.items.map(({ parentId }) => parentId)).toEqual([parent.id, one, parent.id]);
  expect(made.items[0]).toMatchObject({
    labelIds: [labelId],
    assigneeIds: [world.ada.id],
    due: { date: "2026-12-24" },
  });
  expect(made.items[1]).toMatchObject({ priority: 3 });

  expect(await createTasks(ctx, input)).toEqual(made);
  const after = await world.snapshot(project.workspaceId, [project.id]);
  expect(after).toHaveLength(4);

  const { workspaceId } = project;
  const undo = await undoCommand(ctx, { workspaceId, commandId: uuidv7(), undo: input.commandId });
  expect(undo.size).toBe(3);
  expect(await world.titles(world.ada, project)).toEqual(["parent"]);
  await undoCommand(ctx, { workspaceId, commandId: uuidv7(), undo: undo.commandId });
  expect(await world.snapshot(workspaceId, [project.id])).toEqual(after);
});

it("creates none of the tasks if one of them is invalid", async () => {
  const project = await world.project(world.ada);
  await world.join(world.bob, project, "viewer");
  const ctx = world.ctxOf(world.ada);
  const id = uuidv7();
  const chain = Array.from({ length: 6 }, () => uuidv7());
  const refused = async (items: TasksInput, code: string, by = ctx) =>
    expect(createTasks(by, inputOf(project, items))).rejects.toMatchObject({ code });

  await refused({ items: lines("hers") }, "forbidden", world.ctxOf(world.bob));
  await refused({ items: [...lines("good"), { id, title: "lost", parentId: uuidv7() }] }, "not_found");
  await refused(
    {
      items: [
        { id: chain[0] ?? "", title: "early", parentId: id },
        { id, title: "late" },
      ],
    },
    "not_found",
  );
  await refused({ items: [...lines("good"), { id, title: "bad", labelIds: [uuidv7()] }] }, "not_found");
  await refused({ items: [...lines("good"), { id, title: "bad", assigneeIds: [uuidv7()] }] }, "not_found");
  await refused(
    { items: chain.map((link, index) => ({ id: link, title: `level ${index}`, parentId: chain[index - 1] ?? null })) },
    "invalid",
  );
  const parent = await world.task(world.ada, project, { title: "parent" });
  const five = chain
    .slice(0, 5)
    .map((link, index) => ({ id: link, title: "level", parentId: chain[index - 1] ?? null }));
  await refused({ parentId: parent.id, items: five }, "invalid");
  expect(await world.titles(world.ada, project)).toEqual(["parent"]);
  expect(CreateTasks.safeParse({ ...inputOf(project, { items: five }), items: [five[0], five[0]] }).success).toBe(
    false,
  );
});
