import type { ProjectRole } from "@docket/schema/role";
import { UpdateTask, UpdateTasks } from "@docket/schema/task";
import { TASK_ROLES, capabilityToSet, isAllowed } from "@docket/schema/task-capability";
import type { TaskCapability } from "@docket/schema/task-capability";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { updateTask, updateTasks } from "../../commands/task/mutations.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

const table: Record<TaskCapability, ProjectRole> = TASK_ROLES;
const original = { ...table };
afterEach(() => Object.assign(table, original));

describe("a change to the capability table", () => {
  it("lets commenters label tasks, and nothing else", async () => {
    const project = await world.project(world.ada);
    await world.join(world.bob, project, "commenter");
    const { workspaceId } = project;
    const task = await world.task(world.ada, project);
    const labelId = await world.label(world.ada, workspaceId);
    await world.task(world.ada, project, { labelIds: [labelId] });
    const ctx = world.ctxOf(world.bob);
    const input = () => ({ workspaceId, commandId: uuidv7() });
    const version = async () => (await world.runtime.db.task.findFirstOrThrow({ where: { id: task.id } })).version;
    const update = async (set: object) =>
      errorCodeOf(updateTask(ctx, UpdateTask.parse({ ...input(), id: task.id, baseVersion: await version(), set })));
    const updateMany = (change: object) =>
      errorCodeOf(updateTasks(ctx, UpdateTasks.parse({ ...input(), ids: [task.id], set: {}, ...change })));
    const labelling = async () => [
      await update({ labelIds: [labelId] }),
      await update({ labelIds: [] }),
      await updateMany({ addLabelIds: [labelId] }),
      await updateMany({ removeLabelIds: [labelId] }),
    ];
    const others = async () => [
      await update({ labelIds: [labelId], title: "New" }),
      await updateMany({ addLabelIds: [labelId], set: { priority: 1 } }),
      await updateMany({}),
      await errorCodeOf(completeTasks(ctx, { ...input(), ids: [task.id] })),
    ];
    const refused = Array.from({ length: 4 }, () => "forbidden");
    expect([await labelling(), await others()]).toEqual([refused, refused]);
    table.label = "commenter";
    expect([await labelling(), await others()]).toEqual([refused.map(() => "done"), refused]);
  });

  it("lets commenters complete tasks, in both forms of the command", async () => {
    const project = await world.project(world.ada);
    await world.join(world.bob, project, "commenter");
    const { workspaceId } = project;
    const [one, ...more] = await world.manyTasks(world.ada, project, 3);
    const complete = (ids: string[]) =>
      errorCodeOf(completeTasks(world.ctxOf(world.bob), { workspaceId, commandId: uuidv7(), ids }));
    expect([await complete([one!]), await complete(more)]).toEqual(["forbidden", "forbidden"]);
    table.close = "commenter";
    expect([await complete([one!]), await complete(more)]).toEqual(["done", "done"]);
  });
});

it("requires the capability with the highest role among all fields that are set", () => {
  expect(capabilityToSet({ labelIds: [] })).toBe("label");
  expect(capabilityToSet({ title: undefined })).toBe("edit");
  table.label = "commenter";
  expect(capabilityToSet({ labelIds: [], priority: 1 })).toBe("edit");
  expect([isAllowed("commenter", "label"), isAllowed("viewer", "label"), isAllowed(null, "read")]).toEqual([
    true,
    false,
    false,
  ]);
});
