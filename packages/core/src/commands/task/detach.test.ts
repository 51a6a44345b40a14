import type { Project } from "@docket/schema/project";
import type { Task } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { detachOccurrences } from "./detach.ts";
import { completeTasks } from "./status.ts";

let world: TaskWorld;
let project: Project;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime("2026-11-24T11:00:00.000Z");
  project = await world.project(world.ada);
});

const ctx = () => world.ctxOf(world.ada);
const command = (task: Pick<Task, "id">) => ({
  workspaceId: project.workspaceId,
  commandId: uuidv7(),
  ids: [task.id],
});
/** Creates a task that is due on the 24th and repeats. */
const repeating = (rule: string) =>
  world.task(world.ada, project, {
    due: { date: "2026-11-24" },
    recurrence: { rule, from: "schedule", catchUp: "skip" },
  });

describe("detaching an occurrence", () => {
  it("keeps the task without its series, and continues the series with the next occurrence", async () => {
    const task = await repeating("FREQ=WEEKLY");
    await world.task(world.ada, project, { title: "Below", parentId: task.id });
    const input = command(task);
    const { items } = await detachOccurrences(ctx(), input);
    const [detached, next] = items;
    expect(items).toHaveLength(2);
    expect(detached).toMatchObject({ id: task.id, due: { date: "2026-11-24" }, recurrence: null, seriesId: null });
    expect(next).toMatchObject({ status: "open", due: { date: "2026-12-01" }, seriesId: task.seriesId });
    expect((await detachOccurrences(ctx(), input)).items).toEqual(items);
    expect((await world.titles(world.ada, project)).toSorted()).toEqual(["Below", "Below", "Task", "Task"]);

    // Each can now be completed without the other.
    expect((await completeTasks(ctx(), command(task))).items).toMatchObject([{ id: task.id }]);
    const { items: completed } = await completeTasks(ctx(), command(next ?? task));
    expect(completed).toMatchObject([{ id: next?.id }, { due: { date: "2026-12-08" }, seriesId: task.seriesId }]);
    await expect(detachOccurrences(ctx(), command(task))).rejects.toMatchObject({ code: "invalid" });
  });

  it("can be undone, and ends the series with its last occurrence", async () => {
    const last = await repeating("FREQ=DAILY;COUNT=1");
    const before = await world.snapshot(project.workspaceId, [project.id]);
    const input = command(last);
    expect((await detachOccurrences(ctx(), input)).items).toMatchObject([{ id: last.id, recurrence: null }]);
    await undoCommand(ctx(), { workspaceId: project.workspaceId, commandId: uuidv7(), undo: input.commandId });
    expect(await world.snapshot(project.workspaceId, [project.id])).toEqual(before);
  });
});
