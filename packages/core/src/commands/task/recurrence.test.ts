import type { Project } from "@docket/schema/project";
import { CreateTasks, ListTasks } from "@docket/schema/task";
import type { Task, TaskFields, TaskSummary } from "@docket/schema/task";
import type { NewRecurrence } from "@docket/schema/task-recurrence";
import { cpuTimeOf } from "@docket/schema/testing/cpu-time";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getTask, listTasks } from "../../entities/task/list.ts";
import type { Person } from "../../testing/person.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { duplicateTask } from "./duplicate.ts";
import { moveTasks } from "./move.ts";
import { createTasks, updateTask } from "./mutations.ts";
import { skipOccurrences } from "./skip.ts";
import { cancelTasks, completeTasks, reopenTasks } from "./status.ts";

let world: TaskWorld;
let project: Project;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  // A Tuesday, at noon in Berlin.
  world.setTime("2026-11-24T11:00:00.000Z");
  project = await world.project(world.ada);
});

const repeat = (rule: string, more: Partial<NewRecurrence> = {}): NewRecurrence => ({
  rule,
  from: "schedule",
  catchUp: "skip",
  ...more,
});
const daily = repeat("FREQ=DAILY");
const ctx = (person: Person = world.ada) => world.ctxOf(person);
const ref = (task: Pick<Task, "id">) => ({ workspaceId: project.workspaceId, id: task.id });
const command = (...tasks: Pick<Task, "id">[]) => ({
  workspaceId: project.workspaceId,
  commandId: uuidv7(),
  ids: tasks.map(({ id }) => id),
});

/** Completes a task and returns its next occurrence. */
async function complete(task: Pick<Task, "id">, person?: Person): Promise<TaskSummary | undefined> {
  const { items } = await completeTasks(ctx(person), command(task));
  return items.find(({ id, parentId, status }) => id !== task.id && parentId === null && status === "open");
}

async function occurrencesOf(task: Pick<Task, "seriesId">) {
  const filter = { seriesId: task.seriesId ?? "", status: "any" as const };
  const input = ListTasks.parse({ workspaceId: project.workspaceId, filter, order: "number" });
  const { items } = await listTasks(ctx(), input);
  return items.map(({ occurrenceOn, status }) => `${occurrenceOn} ${status}`);
}

const edit = (task: Pick<Task, "id" | "version">, set: TaskFields) =>
  updateTask(ctx(), { ...ref(task), commandId: uuidv7(), baseVersion: task.version, set });

describe("starting a series", () => {
  it("moves the due date to the first matching day and keeps its time", async () => {
    const due = { date: "2026-11-24", time: "09:00", timeZone: "Europe/Berlin" };
    const task = await world.task(world.ada, project, { due, recurrence: repeat("RRULE:FREQ=WEEKLY;BYDAY=FR") });
    expect(task).toMatchObject({ due: { ...due, date: "2026-11-27" }, seriesId: task.id, occurrenceOn: "2026-11-27" });
    expect(task.recurrence).toEqual({
      rule: "FREQ=WEEKLY;BYDAY=FR;WKST=MO",
      start: { ...due, date: "2026-11-27" },
      from: "schedule",
      catchUp: "skip",
    });
    expect(await getTask(ctx(), ref(task))).toEqual(task);
  });

  it("rejects a task without a due date, and a rule that matches no day", async () => {
    await expect(world.task(world.ada, project, { recurrence: daily })).rejects.toMatchObject({ code: "invalid" });
    const never = repeat("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
    const due = { date: "2026-11-24" };
    await expect(world.task(world.ada, project, { due, recurrence: never })).rejects.toMatchObject({ code: "invalid" });
    const task = await world.task(world.ada, project);
    await expect(edit(task, { recurrence: daily })).rejects.toMatchObject({ code: "invalid" });
    expect(await world.titles(world.ada, project)).toEqual(["Task"]);
  });

  it("works for an existing task, and for several in one command", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" } });
    const repeating = await edit(task, { recurrence: repeat("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1") });
    expect(repeating).toMatchObject({ due: { date: "2026-11-30" }, occurrenceOn: "2026-11-30", seriesId: task.id });
  });
});

describe("completing a repeating task", () => {
  it("creates the next occurrence in its place, with its labels, assignees and distances between dates", async () => {
    const labelId = await world.label(world.ada, project.workspaceId);
    const task = await world.task(world.ada, project, {
      title: "Pay rent",
      description: "By transfer",
      due: { date: "2026-11-30", time: "17:00", timeZone: "Europe/Berlin" },
      start: { date: "2026-11-28" },
      deadline: "2026-12-02",
      priority: 3,
      labelIds: [labelId],
      assigneeIds: [world.ada.id],
      recurrence: repeat("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
    });
    await world.task(world.ada, project, { title: "Below" });
    const next = await complete(task);
    expect(await getTask(ctx(), ref(next ?? task))).toMatchObject({
      title: "Pay rent",
      description: "By transfer",
      due: { date: "2026-12-31", time: "17:00", timeZone: "Europe/Berlin" },
      start: { date: "2026-12-29" },
      deadline: "2027-01-02",
      priority: 3,
      labelIds: [labelId],
      assigneeIds: [world.ada.id],
      status: "open",
      number: 3,
      version: 1,
      seriesId: task.id,
      occurrenceOn: "2026-12-31",
    });
    expect(await world.titles(world.ada, project)).toEqual(["Pay rent", "Below"]);
    expect(await occurrencesOf(task)).toEqual(["2026-11-30 done", "2026-12-31 open"]);
  });

  it("creates it exactly once, however many people complete the task at the same time", async () => {
    await world.join(world.bob, project, "editor");
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    const people = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? world.ada : world.bob));
    await Promise.all(people.map((person) => completeTasks(ctx(person), command(task))));
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 done", "2026-11-25 open"]);
  });

  it("returns the same tasks if the command is repeated", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    const input = command(task);
    const first = await completeTasks(ctx(), input);
    expect(first.items).toHaveLength(2);
    expect(await completeTasks(ctx(), input)).toEqual(first);
    expect(await occurrencesOf(task)).toHaveLength(2);
  });

  it("takes the next occurrence back if it is undone, and creates it again if that is undone", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    const before = await world.snapshot(project.workspaceId, [project.id]);
    const input = command(task);
    await completeTasks(ctx(), input);
    const undo = { workspaceId: project.workspaceId, commandId: uuidv7(), undo: input.commandId };
    await undoCommand(ctx(), undo);
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 open"]);
    expect(await getTask(ctx(), ref(task))).toMatchObject({ status: "open", recurrence: task.recurrence });
    await undoCommand(ctx(), { ...undo, commandId: uuidv7(), undo: undo.commandId });
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 done", "2026-11-25 open"]);
    expect(before).toHaveLength(1);
  });

  it("can't be undone once the next occurrence has been changed", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    const input = command(task);
    const { items } = await completeTasks(ctx(), input);
    const next = items.find(({ status }) => status === "open");
    await edit(next ?? task, { title: "Changed" });
    const undo = { workspaceId: project.workspaceId, commandId: uuidv7(), undo: input.commandId };
    await expect(undoCommand(ctx(), undo)).rejects.toMatchObject({ code: "conflict" });
  });

  it("copies the sub-tasks, reopened and with their dates moved", async () => {
    const task = await world.task(world.ada, project, {
      due: { date: "2026-11-24" },
      recurrence: repeat("FREQ=WEEKLY"),
    });
    const below = await world.task(world.ada, project, {
      title: "Shop",
      parentId: task.id,
      due: { date: "2026-11-23" },
    });
    await world.task(world.ada, project, { title: "List", parentId: below.id });
    await completeTasks(ctx(), command(below));
    const next = await complete(task);
    const { items } = await listTasks(
      ctx(),
      ListTasks.parse({ workspaceId: project.workspaceId, filter: { projectId: project.id }, order: "number" }),
    );
    expect(items.map(({ title, due }) => [title, due?.date])).toEqual([
      ["Task", "2026-12-01"],
      ["Shop", "2026-11-30"],
      ["List", undefined],
    ]);
    expect(items.map(({ parentId }) => parentId)).toEqual([null, next?.id, items[1]?.id]);
  });

  it("answers with the completed tasks and the next ones only, however many sub-tasks they have", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    const below = await world.task(world.ada, project, { parentId: task.id });
    for (const parentId of [task.id, below.id])
      await createTasks(
        ctx(),
        CreateTasks.parse({
          workspaceId: project.workspaceId,
          commandId: uuidv7(),
          projectId: project.id,
          parentId,
          items: Array.from({ length: 499 }, (_, index) => ({ id: uuidv7(), title: String(index) })),
        }),
      );
    const input = command(task);
    const first = await completeTasks(ctx(), input);
    expect(first.items.map(({ occurrenceOn }) => occurrenceOn)).toEqual(["2026-11-24", "2026-11-25"]);
    expect(await completeTasks(ctx(), input)).toEqual(first);
    expect(await world.titles(world.ada, project)).toHaveLength(1_000);
  });

  it("works for 500 tasks in a single command that is undone as a whole, within a CPU limit", async () => {
    const due = { date: "2026-11-24" };
    const items = Array.from({ length: 500 }, () => ({ id: uuidv7(), title: "Daily", due, recurrence: daily }));
    const place = { workspaceId: project.workspaceId, projectId: project.id };
    await createTasks(ctx(), CreateTasks.parse({ ...place, commandId: uuidv7(), items }));
    const before = await world.snapshot(project.workspaceId, [project.id]);
    const input = command(...items);
    const spent = await cpuTimeOf(() => completeTasks(ctx(), input));
    const { items: next } = await completeTasks(ctx(), input);
    expect(next.slice(500).map((task) => task.due?.date)).toEqual(Array.from({ length: 500 }, () => "2026-11-25"));
    await undoCommand(ctx(), { workspaceId: project.workspaceId, commandId: uuidv7(), undo: input.commandId });
    const after = await world.snapshot(project.workspaceId, [project.id]);
    expect((after as Task[]).filter(({ deletedAt }) => deletedAt === null)).toEqual(before);
    expect(spent).toBeLessThan(2_000);
  });

  it("skips the days in the past, or goes through them one by one", async () => {
    const late = { due: { date: "2026-11-20" } };
    const skipping = await world.task(world.ada, project, { ...late, recurrence: daily });
    const all = await world.task(world.ada, project, { ...late, recurrence: { ...daily, catchUp: "all" } });
    expect((await complete(skipping))?.due).toEqual({ date: "2026-11-24" });
    expect((await complete(all))?.due).toEqual({ date: "2026-11-21" });
  });

  it("counts from the day of completion if the rule says so", async () => {
    const due = { date: "2026-11-20", time: "08:00" };
    const recurrence = repeat("FREQ=DAILY;INTERVAL=3;COUNT=2", { from: "completion" });
    const task = await world.task(world.ada, project, { due, recurrence });
    const next = await complete(task);
    expect(next).toMatchObject({ due: { date: "2026-11-27", time: "08:00" } });
    expect(next?.recurrence?.rule).toBe("FREQ=DAILY;INTERVAL=3;WKST=MO;COUNT=1");
    expect(await complete(next ?? task)).toBeUndefined();
  });

  it("uses the day in the time zone of the schedule, not the server's", async () => {
    world.setTime("2026-11-24T23:30:00.000Z");
    const due = { date: "2026-11-20", time: "09:00" };
    const recurrence = repeat("FREQ=DAILY;INTERVAL=1", { from: "completion" });
    const auckland = { due: { ...due, timeZone: "Pacific/Auckland" }, recurrence };
    const task = await world.task(world.ada, project, auckland);
    expect((await complete(task))?.due?.date).toBe("2026-11-26");
    await world.runtime.db.userAccount.update({
      where: { id: world.ada.id },
      data: { timeZone: "America/Los_Angeles" },
    });
    const floating = await world.task(world.ada, project, { due, recurrence });
    expect((await complete(floating))?.due?.date).toBe("2026-11-25");
    await world.runtime.db.userAccount.update({ where: { id: world.ada.id }, data: { timeZone: "UTC" } });
  });

  it("moves only a postponed occurrence, not the following ones", async () => {
    const due = { date: "2026-11-24", time: "09:00" };
    const task = await world.task(world.ada, project, { due, recurrence: repeat("FREQ=WEEKLY") });
    const postponed = await edit(task, { due: { date: "2026-11-26", time: "15:00" } });
    expect(postponed).toMatchObject({ occurrenceOn: "2026-11-24", due: { date: "2026-11-26", time: "15:00" } });
    expect((await complete(postponed))?.due).toEqual({ date: "2026-12-01", time: "09:00" });
  });

  it("ends after the last occurrence, when the task is canceled, and when the rule or the due date is removed", async () => {
    const due = { date: "2026-11-24" };
    const last = await world.task(world.ada, project, { due, recurrence: repeat("FREQ=DAILY;UNTIL=20261124") });
    expect(await complete(last)).toBeUndefined();
    const canceled = await world.task(world.ada, project, { due, recurrence: daily });
    await cancelTasks(ctx(), command(canceled));
    expect(await occurrencesOf(canceled)).toEqual(["2026-11-24 cancelled"]);
    for (const set of [{ recurrence: null }, { due: null }]) {
      const task = await world.task(world.ada, project, { due, recurrence: daily });
      expect(await edit(task, set)).toMatchObject({ recurrence: null, seriesId: task.id });
      expect(await complete(task)).toBeUndefined();
    }
  });

  it("happens too if the task is moved to a section for completed tasks", async () => {
    const sectionId = await world.section(world.ada, project);
    await world.runtime.db.section.updateMany({ where: { id: sectionId }, data: { isDoneColumn: true } });
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    await moveTasks(ctx(), { ...command(task), sectionId });
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 done", "2026-11-25 open"]);
    await moveTasks(ctx(), { ...command(task), sectionId: null });
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 open"]);
  });

  it("continues the series of a sub-task below the same parent, but not if the parent is completed", async () => {
    const parent = await world.task(world.ada, project, { title: "Parent" });
    const series = { due: { date: "2026-11-24" }, recurrence: daily, parentId: parent.id };
    const task = await world.task(world.ada, project, series);
    const { items } = await completeTasks(ctx(), command(task));
    expect(items.find(({ status }) => status === "open")).toMatchObject({ parentId: parent.id });
    await completeTasks(ctx(), command(parent));
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 done", "2026-11-25 done"]);
  });
});

describe("reopening an occurrence", () => {
  it("discards the next one if it is unchanged", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    await complete(task);
    await reopenTasks(ctx(), command(task));
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 open"]);
    await complete(task);
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 done", "2026-11-25 open"]);
  });

  it("keeps the open one if it followed a later occurrence", async () => {
    const first = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    const second = await complete(first);
    await complete(second ?? first);
    await reopenTasks(ctx(), command(first));
    expect(await occurrencesOf(first)).toEqual(["2026-11-24 open", "2026-11-25 done", "2026-11-26 open"]);
  });

  it("keeps a next one in a project that the task has left, where the actor may have no access", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    await complete(task);
    const shared = await world.project(world.ada, "Shared");
    await world.join(world.bob, shared, "editor");
    await moveTasks(ctx(), { ...command(task), projectId: shared.id });
    await reopenTasks(ctx(world.bob), command(task));
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 open", "2026-11-25 open"]);
  });

  it("keeps a next one that has been changed, and completing it again creates no other", async () => {
    const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
    const next = await complete(task);
    await edit(next ?? task, { priority: 3 });
    await reopenTasks(ctx(), command(task));
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 open", "2026-11-25 open"]);
    await complete(task);
    expect(await occurrencesOf(task)).toEqual(["2026-11-24 done", "2026-11-25 open"]);
  });
});

describe("skipping an occurrence", () => {
  it("moves the task and its sub-tasks to the next one, which can be undone", async () => {
    const task = await world.task(world.ada, project, {
      due: { date: "2026-11-24" },
      recurrence: repeat("FREQ=WEEKLY"),
    });
    const below = await world.task(world.ada, project, { parentId: task.id, due: { date: "2026-11-23" } });
    await completeTasks(ctx(), command(below));
    const before = await world.snapshot(project.workspaceId, [project.id]);
    const input = command(task);
    const { items } = await skipOccurrences(ctx(), input);
    expect(items).toMatchObject([{ id: task.id, due: { date: "2026-12-01" }, occurrenceOn: "2026-12-01" }]);
    expect(await getTask(ctx(), ref(below))).toMatchObject({ status: "open", due: { date: "2026-11-30" } });
    await undoCommand(ctx(), { workspaceId: project.workspaceId, commandId: uuidv7(), undo: input.commandId });
    expect(await world.snapshot(project.workspaceId, [project.id])).toEqual(before);
  });

  it("rejects the last occurrence, closed tasks and tasks that don't repeat", async () => {
    const due = { date: "2026-11-24" };
    const last = await world.task(world.ada, project, { due, recurrence: repeat("FREQ=DAILY;COUNT=1") });
    await expect(skipOccurrences(ctx(), command(last))).rejects.toMatchObject({ code: "conflict" });
    const plain = await world.task(world.ada, project, { due });
    await expect(skipOccurrences(ctx(), command(plain))).rejects.toMatchObject({ code: "invalid" });
    const closed = await world.task(world.ada, project, { due, recurrence: daily });
    await cancelTasks(ctx(), command(closed));
    await expect(skipOccurrences(ctx(), command(closed))).rejects.toMatchObject({ code: "invalid" });
  });
});

it("gives a copy a series of its own", async () => {
  const task = await world.task(world.ada, project, { due: { date: "2026-11-24" }, recurrence: daily });
  const copy = await duplicateTask(ctx(), { ...ref(task), commandId: uuidv7(), newId: uuidv7(), withSubtasks: true });
  expect(copy).toMatchObject({ recurrence: task.recurrence, seriesId: copy.id, occurrenceOn: "2026-11-24" });
  await complete(task);
  expect(await occurrencesOf(copy)).toEqual(["2026-11-24 open"]);
});
