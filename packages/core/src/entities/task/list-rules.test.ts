import { matchesFilter } from "@docket/schema/filter-match";
import { expressions } from "@docket/schema/filter/expression.fixture";
import { GROUPINGS, TASK_ORDERS } from "@docket/schema/layout";
import type { ListedTask, Task } from "@docket/schema/task";
import { ListTasks, TallyTasks, TaskFilter, UpdateTasks } from "@docket/schema/task";
import { taskMatcher } from "@docket/schema/task-matcher";
import { compareTasks } from "@docket/schema/task-order";
import { createTaskComparator } from "@docket/schema/task-sort-key";
import { uuidv7 } from "@docket/schema/uuid";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { updateTasks } from "../../commands/task/mutations.ts";
import { cancelTasks, completeTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { listTasks } from "./list.ts";
import { tallyTasks } from "./tally.ts";

let world: TaskWorld;
let workspaceId: string;
let tasks: ListedTask[];
let labelIds: string[];
let projectIds: string[];
let sectionIds: string[];

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

const DAILY = { rule: "FREQ=DAILY", from: "schedule", catchUp: "skip" } as const;

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
  sectionIds = [await world.section(ada, projects[0]!), await world.section(ada, projects[1]!)];
  labelIds = [await world.label(ada, workspaceId), await world.label(ada, workspaceId)];
  const wishes = fc.sample(
    fc.record({
      title: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 }).map((words) => words.join(" ")),
      priority: fc.integer({ min: 0, max: 3 }),
      due: when,
      start: when,
      deadline: fc.option(fc.constantFrom(...DAYS)),
      durationMinutes: fc.option(fc.constantFrom(30, 1440, 1441, 300_000)),
      labelIds: fc.subarray(labelIds),
      assigneeIds: fc.subarray([ada.id]),
      // The descriptions contain no words. List rows don't include the description, so it must not affect search or
      // order.
      description: fc.constantFrom("", "", "…"),
      isInSection: fc.boolean(),
    }),
    { numRuns: 40, seed: 7 },
  );
  const made: Task[] = [];
  for (const [index, { isInSection, ...wish }] of wishes.entries()) {
    world.setTime(`2026-03-${20 + (index % 10)}T23:30:00.000Z`);
    const parent = index % 3 === 2 ? made[index - 1] : undefined;
    const project = projects.find(({ id }) => id === parent?.projectId) ?? projects[index % 2]!;
    const isBelow = parent !== undefined && parent.parentId === null;
    const sectionId = isInSection && !parent ? sectionIds[projects.indexOf(project)] : null;
    const isRepeating = wish.due !== null && index % 3 === 0;
    const recurrence = isRepeating ? DAILY : null;
    made.push(await world.task(ada, project, { ...wish, recurrence, sectionId, parentId: isBelow ? parent.id : null }));
  }
  const command = (from: number, to: number) => ({
    workspaceId,
    commandId: uuidv7(),
    ids: made.slice(from, to).map(({ id }) => id),
  });
  world.setTime("2026-03-29T12:00:00.000Z");
  await completeTasks(world.ctxOf(ada), command(0, 6));
  await cancelTasks(world.ctxOf(ada), command(9, 11));
  await trashTasks(world.ctxOf(ada), command(12, 14));
  tasks = await allOf({ status: "any" }, "manual", "ascending");
});
afterAll(() => world.close());

const reader = () => ({ userId: world.ada.id, now: world.ctxOf(world.ada).now() });

/** Filters with one to three conditions; with more conditions, hardly any task would match. */
const filters = () => {
  const conditions = {
    projectId: fc.constantFrom(...projectIds),
    sectionId: fc.constantFrom(null, ...sectionIds),
    parentId: fc.constantFrom(null, ...tasks.map((task) => task.id)),
    labelId: fc.constantFrom(...labelIds),
    seriesId: fc.constantFrom(...tasks.flatMap((task) => task.seriesId ?? [])),
    assigneeId: fc.constant(world.ada.id),
    number: fc.constantFrom(...tasks.map((task) => task.number)),
    isArchived: fc.constantFrom(true, false, "any"),
    status: fc.constantFrom("open", "done", "cancelled", "closed", "any"),
    priority: fc.subarray([0, 1, 2, 3]),
    hasDue: fc.boolean(),
    dueFrom: fc.constantFrom(...DAYS),
    dueTo: fc.constantFrom(...DAYS),
    withLasting: fc.boolean(),
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

it("returns the same rows in the same order as the client-side rules", async () => {
  expect(tasks.length).toBeGreaterThan(30);
  const cases = fc.sample(
    fc.tuple(filters(), fc.constantFrom(...TASK_ORDERS), fc.constantFrom("ascending" as const, "descending" as const)),
    { numRuns: 150, seed: 11 },
  );
  const sizes = new Set<number>();
  for (const [filter, order, direction] of cases) {
    const rows = await allOf(filter, order, direction);
    const expected = tasks.filter((task) => matchesFilter(task, filter, reader())).sort(compareTasks(order, direction));
    // The fast forms of the rules, for long lists.
    const fast = tasks.filter(taskMatcher(filter, reader())).sort(createTaskComparator(order, direction));
    expect(fast, JSON.stringify({ filter, order, direction })).toEqual(expected);
    const wanted =
      order === "title" ? [rows, expected].map((list) => list.map((task) => task.title)) : [rows, expected];
    expect(wanted[0], JSON.stringify({ filter, order, direction })).toEqual(wanted[1]);
    sizes.add(rows.length);
  }
  // The comparison would be meaningless if the filters never matched.
  expect(sizes.size).toBeGreaterThan(8);
});

const made = () =>
  expressions({
    project: projectIds,
    section: sectionIds,
    label: labelIds,
    assignee: [world.ada.id, world.bob.id],
    day: DAYS,
    text: fc.constantFrom("pai", "apfel", "x", "窓", "buy the", "!"),
  });

it("evaluates an expression like the client-side rules", async () => {
  const cases = fc.sample(fc.tuple(made(), fc.constantFrom(...ZONES), fc.boolean()), { numRuns: 250, seed: 3 });
  const sizes = new Set<number>();
  for (const [where, timeZone, isWide] of cases) {
    const filter = { where, timeZone, ...(isWide ? { status: "any" as const, isArchived: "any" as const } : {}) };
    const rows = await allOf(filter, "created", "ascending");
    const expected = tasks.filter((task) => matchesFilter(task, filter, reader())).map((task) => task.id);
    expect(tasks.filter(taskMatcher(filter, reader())).map((task) => task.id)).toEqual(expected);
    expect(rows.map((row) => row.id).sort(), JSON.stringify(filter)).toEqual(expected.sort());
    sizes.add(rows.length);
  }
  expect(sizes.size).toBeGreaterThan(15);
});

it("counts, for every grouping, the tasks that the list returns for the same filter", async () => {
  const keysOf = {
    section: (task: ListedTask) => [task.sectionId],
    status: (task: ListedTask) => [task.status],
    priority: (task: ListedTask) => [String(task.priority)],
    project: (task: ListedTask) => [task.projectId],
    due: (task: ListedTask) => [task.due?.date ?? null],
    assignee: (task: ListedTask) => (task.assigneeIds.length === 0 ? [null] : task.assigneeIds),
    label: (task: ListedTask) => (task.labelIds.length === 0 ? [null] : task.labelIds),
  };
  for (const where of fc.sample(made(), { numRuns: 10, seed: 5 })) {
    for (const by of GROUPINGS) {
      const filter = { where, status: "any" as const };
      const { groups } = await tallyTasks(world.ctxOf(world.ada), TallyTasks.parse({ workspaceId, filter, by }));
      const counted: Record<string, number> = {};
      for (const task of tasks.filter((one) => matchesFilter(one, filter, reader())))
        for (const key of keysOf[by](task)) counted[String(key)] = (counted[String(key)] ?? 0) + 1;
      expect(Object.fromEntries(groups.map(({ key, count }) => [String(key), count])), by).toEqual(counted);
    }
  }
});

it("binds a cursor to its filter expression", async () => {
  const read = (contains: string, cursor?: string) =>
    listTasks(
      world.ctxOf(world.ada),
      ListTasks.parse({ workspaceId, limit: 1, cursor, filter: { status: "any", where: { field: "text", contains } } }),
    );
  const { nextCursor } = await read("x");
  expect(nextCursor).not.toBeNull();
  await expect(read("paint", nextCursor ?? "")).rejects.toMatchObject({ code: "invalid" });
});

it("reveals nothing through an expression about entities that the caller can't see", async () => {
  const { bob } = world;
  const project = await world.project(bob, "Bob's");
  const labelId = await world.label(bob, bob.workspaceId);
  await world.task(bob, project, { labelIds: [labelId], assigneeIds: [bob.id] });
  const idsOf = async (where: object) => (await allOf({ where, status: "any" }, "created", "ascending")).length;
  const all = (await allOf({ status: "any" }, "created", "ascending")).length;
  const foreign = { project: project.id, section: uuidv7(), label: labelId, assignee: bob.id };
  for (const [field, id] of Object.entries(foreign)) {
    for (const is of [[id], [uuidv7()]]) {
      expect(await idsOf({ field, is })).toBe(0);
      expect(await idsOf({ not: { field, is } })).toBe(all);
    }
  }
  expect(
    await idsOf({
      any: [
        { field: "project", is: [project.id] },
        { field: "has", is: "due" },
      ],
    }),
  ).toBe(tasks.filter((task) => task.due !== null).length);
});

it("reveals nothing about ids that the caller can't see", async () => {
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

it("counts the direct sub-tasks of a task, without trashed ones", () => {
  for (const task of tasks) {
    const below = tasks.filter((other) => other.parentId === task.id);
    const open = below.filter((other) => other.status === "open").length;
    expect(task.subtasks).toEqual({ all: below.length, open });
  }
  expect(tasks.some((task) => task.subtasks.all > task.subtasks.open)).toBe(true);
});

describe("plain fields together with an expression", () => {
  /** All tasks: live, archived and in the trash. */
  let known: ListedTask[];

  beforeAll(async () => {
    const ctx = world.ctxOf(world.ada);
    const every = (nth: number) => ({
      workspaceId,
      commandId: uuidv7(),
      ids: tasks.filter((_, index) => index % 8 === nth).map((task) => task.id),
    });
    await updateTasks(ctx, UpdateTasks.parse({ ...every(1), set: { isArchived: true } }));
    const readAll = () => allOf({ status: "any", isArchived: "any" }, "manual", "ascending");
    const before = await readAll();
    await trashTasks(ctx, every(5));
    const live = await readAll();
    const liveIds = new Set(live.map((task) => task.id));
    const deletedAt = ctx.now().toISOString();
    const trashed = before.filter((task) => !liveIds.has(task.id)).map((task) => ({ ...task, deletedAt }));
    known = [...live, ...trashed];
    // A list is not found if its parent is in the trash.
    tasks = tasks.filter((task) => liveIds.has(task.id));
  });

  it("selects the same rows as the client-side rules", async () => {
    const cases = fc.sample(fc.tuple(filters(), fc.option(made())), { numRuns: 400, seed: 13 });
    const sizes = new Set<number>();
    const effective = new Set<string>();
    for (const [fields, where] of cases) {
      const filter = { ...fields, ...(where && { where }) };
      const rows = await allOf(filter, "created", "ascending");
      const expected = known.filter((task) => matchesFilter(task, filter, reader())).map((task) => task.id);
      expect(rows.map((row) => row.id).sort(), JSON.stringify(filter)).toEqual(expected.sort());
      sizes.add(rows.length);
      if (rows.length > 0) for (const name of Object.keys(filter)) effective.add(name);
    }
    expect(sizes.size).toBeGreaterThan(15);
    // The comparison would be meaningless for a field that only ever occurred in filters without matches.
    expect([...effective].sort()).toEqual(Object.keys(TaskFilter.shape).sort());
  });
});
