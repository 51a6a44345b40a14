import { ListTasks } from "@docket/schema/task";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { getTaskAtPosition, listTasks } from "./list.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

test("tasks that are read by id have the position in the change log to which they correspond", async () => {
  const { ada, bob } = world;
  const { workspaceId } = ada;
  const task = await world.task(ada, await world.project(ada));
  const list = (filter: object) =>
    listTasks(world.ctxOf(ada), ListTasks.parse({ workspaceId, filter: { projectId: task.projectId, ...filter } }));
  const { changeSeq } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
  expect(await list({ ids: [task.id] })).toMatchObject({ items: [{ id: task.id }], seq: changeSeq.toString() });
  expect(await list({ ids: [ada.id] })).toEqual({ items: [], nextCursor: null, seq: changeSeq.toString() });
  expect(await list({})).not.toHaveProperty("seq");
  expect(await getTaskAtPosition(world.ctxOf(ada), task)).toEqual({ ...task, seq: changeSeq.toString() });
  const asStranger = listTasks(world.ctxOf(bob), ListTasks.parse({ workspaceId, filter: { ids: [task.id] } }));
  await expect(asStranger).rejects.toMatchObject({ code: "not_found" });
});
