import { cpuTimeOf } from "@docket/schema/testing/cpu-time";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getTask } from "../../entities/task/list.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { updateTasks } from "./mutations.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

const commandId = uuidv7;

describe("bulk changes", () => {
  it("change 500 tasks in a single command that is undone as a whole, within a CPU limit", async () => {
    const project = await world.project(world.ada);
    const ids = await world.manyTasks(world.ada, project, 500);
    const before = await world.snapshot(project.workspaceId, [project.id]);
    const id = commandId();
    const labelId = await world.label(world.ada, project.workspaceId);
    const spent = await cpuTimeOf(() =>
      updateTasks(world.ctxOf(world.ada), {
        workspaceId: project.workspaceId,
        commandId: id,
        ids,
        set: { due: { date: "2026-12-01" }, priority: 3 },
        addLabelIds: [labelId],
        removeLabelIds: [],
      }),
    );
    await undoCommand(world.ctxOf(world.ada), { workspaceId: project.workspaceId, commandId: commandId(), undo: id });
    expect(await world.snapshot(project.workspaceId, [project.id])).toEqual(before);
    expect(spent).toBeLessThan(2_000);
  });

  it("move due dates to a day and keep their times and zones", async () => {
    const project = await world.project(world.ada);
    const { workspaceId } = project;
    const dates = [
      { date: "2026-11-02" },
      { date: "2026-11-03", time: "09:30" },
      // The next morning in Berlin.
      { date: "2026-11-04", time: "23:00", timeZone: "America/Los_Angeles" },
    ];
    const tasks = await Promise.all(dates.map((due) => world.task(world.ada, project, { due })));
    const input = {
      workspaceId,
      commandId: commandId(),
      ids: tasks.map(({ id }) => id),
      set: {},
      dueOn: { day: "2026-12-01", timeZone: "Europe/Berlin" },
      addLabelIds: [],
      removeLabelIds: [],
    };
    const { items } = await updateTasks(world.ctxOf(world.ada), input);
    const dueOf = (id: string) => items.find((item) => item.id === id)?.due;
    expect(input.ids.map(dueOf)).toEqual([
      { date: "2026-12-01" },
      { date: "2026-12-01", time: "09:30" },
      { date: "2026-11-30", time: "23:00", timeZone: "America/Los_Angeles" },
    ]);
    await undoCommand(world.ctxOf(world.ada), { workspaceId, commandId: commandId(), undo: input.commandId });
    expect(
      (await Promise.all(tasks.map((task) => getTask(world.ctxOf(world.ada), task)))).map(({ due }) => due),
    ).toEqual(dates);
  });
});
