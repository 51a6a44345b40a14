import type { ListedTask, Task } from "@docket/schema/task";
import { ListTasks } from "@docket/schema/task";
import { matchesFilter } from "@docket/schema/task-match";
import { TASK_ORDERS, compareTasks } from "@docket/schema/task-order";
import { uuidv7 } from "@docket/schema/uuid";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTaskWorld } from "../testing/task-world.ts";
import type { TaskWorld } from "../testing/task-world.ts";
import { listTasks } from "./list.ts";
import { cancelTasks, completeTasks } from "./status.ts";
import { trashTasks } from "./trash.ts";

let world: TaskWorld;
let workspaceId: string;
let tasks: ListedTask[];
let labelIds: string[];
let projectIds: string[];

const DAYS = ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25"];
const ZONES = ["UTC", "Europe/Berlin", "Pacific/Auckland", "America/Los_Angeles"];
const WORDS = ["paint", "Äpfel", "buy", "the", "窓を拭く", "x"];

const when = fc.option(
  fc.oneof(
    fc.record({ date: fc.constantFrom(...DAYS) }),
    fc.record({ date: fc.constantFrom(...DAYS), time: fc.constantFrom("00:00", "02:30", "23:59") }),
    fc.record({
      date: fc.constantFrom(...DAYS),
      time: fc.constantFrom("00:00", "02:30", "23:59"),
      timeZone: fc.constantFrom(...ZONES),
    }),
  ),
);

const allOf = async (filter: object, order: ListTasks["order"], direction: ListTasks["direction"]) => {
  const items: ListedTask[] = [];
  let cursor: string | undefined;
  do {
    const input = ListTasks.parse({ workspaceId, filter, order, direction, limit: 17, ...(cursor && { cursor }) });
    const page = await listTasks(world.ctxOf(world.ada), input);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
};

beforeAll(async () => {
  world = await createTaskWorld();
  const { ada } = world;
  workspaceId = ada.workspaceId;
  const projects = [await world.project(ada, "One"), await world.project(ada, "Two")];
  projectIds = projects.map((project) => project.id);
  labelIds = [await world.label(ada, workspaceId), await world.label(ada, workspaceId)];
  const wishes = fc.sample(
    fc.record({
      title: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
      priority: fc.integer({ min: 0, max: 3 }),
      due: when,
      start: when,
      labelIds: fc.subarray(labelIds),
      assigneeIds: fc.subarray([ada.id]),
    }),
    { numRuns: 40, seed: 7 },
  );
  const made: Task[] = [];
  for (const [index, wish] of wishes.entries()) {
    const parent = index % 3 === 2 ? made[index - 1] : undefined;
    const project = projects.find(({ id }) => id === parent?.projectId) ?? projects[index % 2]!;
    const isBelow = parent !== undefined && parent.parentId === null;
    made.push(await world.task(ada, project, { ...wish, parentId: isBelow ? parent.id : null }));
  }
  const command = (from: number, to: number) => ({
    workspaceId,
    commandId: uuidv7(),
    ids: made.slice(from, to).map(({ id }) => id),
  });
  await completeTasks(world.ctxOf(ada), command(0, 6));
  await cancelTasks(world.ctxOf(ada), command(9, 11));
  await trashTasks(world.ctxOf(ada), command(12, 14));
  tasks = await allOf({ status: "any" }, "manual", "ascending");
});
afterAll(() => world.close());

/** Filters of one to three conditions: with more, hardly a task is left. */
const filters = () => {
  const conditions = {
    projectId: fc.constantFrom(...projectIds),
    parentId: fc.constantFrom(null, ...tasks.map((task) => task.id)),
    labelId: fc.constantFrom(...labelIds),
    assigneeId: fc.constant(world.ada.id),
    status: fc.constantFrom("open", "done", "cancelled", "closed", "any"),
    priority: fc.subarray([0, 1, 2, 3]),
    hasDue: fc.boolean(),
    dueFrom: fc.constantFrom(...DAYS),
    dueTo: fc.constantFrom(...DAYS),
    timeZone: fc.constantFrom(...ZONES),
    text: fc.constantFrom("pai", "apfel", "x", "窓", "buy the"),
    ids: fc.subarray(
      tasks.map((task) => task.id),
      { minLength: 1 },
    ),
  } as const;
  const names = Object.keys(conditions);
  return fc
    .tuple(fc.record(conditions), fc.subarray(names, { minLength: 1, maxLength: 3 }))
    .map(([all, chosen]) => Object.fromEntries(Object.entries(all).filter(([name]) => chosen.includes(name))));
};

it("gives the rows, and in the order, that the rules for pages say", async () => {
  expect(tasks.length).toBeGreaterThan(30);
  const cases = fc.sample(
    fc.tuple(filters(), fc.constantFrom(...TASK_ORDERS), fc.constantFrom("ascending" as const, "descending" as const)),
    { numRuns: 150, seed: 11 },
  );
  const sizes = new Set<number>();
  for (const [filter, order, direction] of cases) {
    const rows = await allOf(filter, order, direction);
    const expected = tasks.filter((task) => matchesFilter(task, filter)).sort(compareTasks(order, direction));
    const wanted =
      order === "title" ? [rows, expected].map((list) => list.map((task) => task.title)) : [rows, expected];
    expect(wanted[0], JSON.stringify({ filter, order, direction })).toEqual(wanted[1]);
    sizes.add(rows.length);
  }
  // Filters that never let anything through would prove nothing.
  expect(sizes.size).toBeGreaterThan(8);
});

it("tells nothing of ids that the caller can't see", async () => {
  const { ada, bob } = world;
  const hidden = await world.task(bob, await world.project(bob, "Bob's"));
  const own = tasks[0]!;
  const read = (person: typeof ada, ids: string[]) =>
    listTasks(
      world.ctxOf(person),
      ListTasks.parse({ workspaceId: person.workspaceId, filter: { ids, status: "any" } }),
    );
  expect((await read(ada, [hidden.id, own.id, uuidv7()])).items.map((task) => task.id)).toEqual([own.id]);
  expect((await read(bob, [hidden.id, own.id])).items.map((task) => task.id)).toEqual([hidden.id]);
});

it("counts the sub-tasks directly below a task, without what is in the trash", () => {
  for (const task of tasks) {
    const below = tasks.filter((other) => other.parentId === task.id);
    const open = below.filter((other) => other.status === "open").length;
    expect(task.subtasks).toEqual({ all: below.length, open });
  }
  expect(tasks.some((task) => task.subtasks.all > task.subtasks.open)).toBe(true);
});
