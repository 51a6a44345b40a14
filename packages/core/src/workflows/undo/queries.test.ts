import type { CommandEntry } from "@docket/schema/change";
import { CreateTasks, UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTasks, updateTask } from "../../commands/task/mutations.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import type { Person } from "../../testing/world.ts";
import { undoCommand } from "./mutations.ts";
import { listCommands } from "./queries.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

async function newest(person: Person, workspaceId: string, limit = 1): Promise<CommandEntry[]> {
  return (await listCommands(world.ctxOf(person), { workspaceId, limit })).items;
}

it("returns the first entity of each command and whether it can be undone", async () => {
  const { ada } = world;
  const { workspaceId } = ada;
  const ctx = world.ctxOf(ada);
  const project = await world.project(ada, "Move");
  world.advanceClock({ seconds: 1 });
  const items = ["Pack", "Carry", "Unpack"].map((title) => ({ id: uuidv7(), title }));
  const [pack] = items;
  const run = { workspaceId, commandId: uuidv7() };
  await createTasks(ctx, CreateTasks.parse({ ...run, projectId: project.id, items }));
  expect(await newest(ada, workspaceId, 2)).toMatchObject([
    { id: run.commandId, kind: "task.createMany", size: 3, canUndo: true, undoOf: null, first: { title: "Pack" } },
    { kind: "project.create", size: 1, canUndo: true, first: { entity: "project", id: project.id, title: "Move" } },
  ]);

  world.advanceClock({ seconds: 1 });
  const trash = { workspaceId, commandId: uuidv7(), ids: [pack?.id ?? ""] };
  await trashTasks(ctx, trash);
  world.advanceClock({ seconds: 1 });
  const undo = { workspaceId, commandId: uuidv7(), undo: trash.commandId };
  await undoCommand(ctx, undo);
  const [undone, trashed] = await newest(ada, workspaceId, 2);
  expect(trashed).toMatchObject({ undoneBy: undo.commandId, canUndo: false, first: { title: "Pack" } });
  expect(undone).toMatchObject({ undoOf: trash.commandId, undoneBy: null, canUndo: true });

  const page = await listCommands(ctx, { workspaceId, limit: 100 });
  expect(page.items.at(-1)).toMatchObject({ kind: "workspace.create", canUndo: false });
});

it("returns the current title, unless the caller can no longer see it", async () => {
  const { ada, bob } = world;
  const project = await world.project(ada);
  const { workspaceId } = project;
  await world.join(bob, project, "editor");
  const task = await world.task(bob, project, { title: "Old" });
  const set = { title: "New" };
  await updateTask(
    world.ctxOf(ada),
    UpdateTask.parse({ workspaceId, commandId: uuidv7(), id: task.id, baseVersion: 1, set }),
  );
  expect(await newest(bob, workspaceId)).toMatchObject([{ kind: "task.create", first: { id: task.id, title: "New" } }]);
  await world.runtime.db.projectMember.deleteMany({ where: { workspaceId, userId: bob.id } });
  expect(await newest(bob, workspaceId)).toMatchObject([{ kind: "task.create", first: { id: task.id, title: null } }]);
});
