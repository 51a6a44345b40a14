import { CountTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { completeTasks } from "../../commands/task/status.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { countTasks } from "./count.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

it("counts, if requested, the visible tasks assigned to the caller and the visible tasks with each label", async () => {
  const { ada, bob } = world;
  const { workspaceId } = ada;
  const [shared, hidden] = [await world.project(ada), await world.project(ada)];
  await world.join(bob, shared, "editor");
  const [used, rare] = [await world.label(ada, workspaceId), await world.label(ada, workspaceId)];
  await world.task(ada, shared, { labelIds: [used, rare], assigneeIds: [ada.id, bob.id] });
  await world.task(ada, shared, { labelIds: [used], assigneeIds: [bob.id] });
  await world.task(ada, hidden, { labelIds: [used], assigneeIds: [ada.id] });
  const done = await world.task(ada, shared, { labelIds: [used], assigneeIds: [ada.id, bob.id] });
  await completeTasks(world.ctxOf(ada), { workspaceId, commandId: uuidv7(), ids: [done.id] });

  const input = { workspaceId, withAssignedAndLabels: true };
  const sorted = async (person: typeof ada) => {
    const { labels = [], ...counts } = await countTasks(world.ctxOf(person), CountTasks.parse(input));
    return { ...counts, labels: Object.fromEntries(labels.map(({ labelId, open }) => [labelId, open])) };
  };
  expect(await sorted(ada)).toMatchObject({ assigned: 2, labels: { [used]: 3, [rare]: 1 } });
  expect(await sorted(bob)).toEqual({
    projects: [{ projectId: shared.id, open: 2 }],
    today: 0,
    overdue: 0,
    assigned: 2,
    labels: { [used]: 2, [rare]: 1 },
  });
  const plain = await countTasks(world.ctxOf(bob), CountTasks.parse({ workspaceId }));
  expect(Object.keys(plain)).toEqual(["projects", "today", "overdue"]);
  const stranger = await world.person("Stranger");
  await expect(countTasks(world.ctxOf(stranger), CountTasks.parse(input))).rejects.toMatchObject({ code: "not_found" });
});
