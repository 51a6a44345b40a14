import { TASK_ORDERS } from "@docket/schema/layout";
import type { Project } from "@docket/schema/project";
import { ListTasks } from "@docket/schema/task";
import type { ListedTask, TaskOrder } from "@docket/schema/task";
import { compareTasks } from "@docket/schema/task-order";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { completeTasks } from "../../commands/task/status.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf } from "../../runtime/cursor.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { listTasks } from "./list.ts";

const PROJECTS = 9;
const DIRECTIONS = ["ascending", "descending"] as const;
const DAYS = ["2026-03-28", "2026-03-29", "2026-10-25"];

let world: TaskWorld;
let workspaceId: string;
let projects: Project[];

beforeAll(async () => {
  world = await createTaskWorld();
  const { ada } = world;
  workspaceId = ada.workspaceId;
  projects = [];
  for (let index = 0; index < PROJECTS; index += 1) projects.push(await world.project(ada, `Project ${index}`));
  for (let index = 0; index < 60; index += 1) {
    world.setTime(`2026-03-${10 + ((index * 7) % 20)}T08:00:00.000Z`);
    // A few projects have most of the tasks, and one has none.
    const project = projects[Math.floor((PROJECTS - 1) * ((index % 10) / 10) ** 2)]!;
    const [due, start, deadline] = [1, 2, 3].map((seed) => DAYS[(index * seed) % 5]);
    const task = await world.task(ada, project, {
      title: `${"cbadef"[index % 6]} ${index % 4}`,
      priority: ([0, 3, 1, 2] as const)[index % 4]!,
      due: due === undefined ? null : { date: due, ...(index % 2 === 0 && { time: "09:30" }) },
      start: start === undefined ? null : { date: start },
      deadline: deadline ?? null,
    });
    if (index % 6 === 0) {
      await completeTasks(world.ctxOf(ada), { workspaceId, commandId: uuidv7(), ids: [task.id] });
    }
  }
});
afterAll(() => world.close());

async function allOf(list: object, limit: number): Promise<ListedTask[]> {
  const items: ListedTask[] = [];
  let cursor: string | null = null;
  do {
    const input = ListTasks.parse({ workspaceId, limit, ...list, ...(cursor !== null && { cursor }) });
    const page = await listTasks(world.ctxOf(world.ada), input);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** Returns the statement that reads a list, and whether its plan is reused for other values. */
async function statementOf(list: object): Promise<{ text: string; plan: "prepared" | "custom" | undefined }> {
  const ctx = world.ctxOf(world.ada);
  let sent: Awaited<ReturnType<typeof statementOf>> = { text: "", plan: undefined };
  const query: Ctx["runtime"]["query"] = (statement, plan) => {
    sent = { text: statement.text, plan };
    return ctx.runtime.query(statement, plan);
  };
  await listTasks({ ...ctx, runtime: { ...ctx.runtime, query } }, ListTasks.parse({ workspaceId, ...list }));
  return sent;
}

/** Returns a list's plan for any values, if the planner avoids sorting and reading whole tables. */
async function planOf(list: object): Promise<string> {
  const { text } = await statementOf(list);
  const client = await world.runtime.pool.connect();
  try {
    await client.query("BEGIN");
    // The table is too small for an index to be worth it.
    for (const method of ["seqscan", "sort", "bitmapscan"]) await client.query(`SET LOCAL enable_${method} = off`);
    const { rows } = await client.query<object>(`EXPLAIN (GENERIC_PLAN, COSTS OFF) ${text}`);
    return JSON.stringify(rows);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** The index that contains a project's open tasks in this order. Without one of its own, an order has only ids. */
const INDEXES: Record<TaskOrder, string> = {
  manual: "task_open_rank_idx",
  due: "task_open_due_idx",
  priority: "task_open_priority_idx",
  created: "task_open_created_idx",
  updated: "task_open_updated_idx",
  title: "task_open_title_idx",
  start: "task_open_start_idx",
  deadline: "task_open_deadline_idx",
  number: "task_workspace_id_project_id_number_key",
  completed: "task_workspace_id_project_id_id_key",
  status: "task_workspace_id_project_id_id_key",
};

describe.each(TASK_ORDERS)("in the order %s", (order) => {
  it.each(DIRECTIONS)("merges the projects' open tasks, %s", async (direction) => {
    const rows = await allOf({ filter: {}, order, direction }, 3);
    expect(rows.map(({ id }) => id)).toEqual(rows.toSorted(compareTasks(order, direction)).map(({ id }) => id));
    expect(rows).toHaveLength(50);
  });

  it("reads open tasks from an index", async () => {
    const ofProject = await planOf({ filter: { projectId: projects[0]!.id }, order });
    expect(ofProject).toContain(`using ${INDEXES[order]} on task t`);
    // A number is unique, but the planner sorts tasks with equal numbers by id.
    if (order !== "number") expect(ofProject).not.toContain("Sort Key");
    const { nextCursor } = await listTasks(
      world.ctxOf(world.ada),
      ListTasks.parse({ workspaceId, filter: {}, order, limit: 3 }),
    );
    expect(await planOf({ filter: {}, order, limit: 3, cursor: nextCursor })).toContain(
      `using ${INDEXES[order]} on task t`,
    );
  });
});

it.each(TASK_ORDERS)(
  "plans a list in the order %s for its project if its index also contains closed tasks",
  async (order) => {
    const { plan } = await statementOf({ filter: { projectId: projects[0]!.id }, order });
    expect(plan).toBe(INDEXES[order].startsWith("task_open_") ? "prepared" : "custom");
  },
);

it.each(DIRECTIONS)("merges the projects' closed tasks in the order of their completion, %s", async (direction) => {
  const rows = await allOf({ filter: { status: "closed" }, order: "completed", direction }, 3);
  expect(rows.map(({ id }) => id)).toEqual(rows.toSorted(compareTasks("completed", direction)).map(({ id }) => id));
  expect(rows).toHaveLength(10);
  expect(await planOf({ filter: { status: "closed" }, order: "completed" })).toContain("using task_completed_idx on");
});

it.each([false, true])("reads a range of due days from an index (with lasting tasks: %s)", async (withLasting) => {
  const filter = { dueFrom: "2026-03-28", dueTo: "2026-03-29", withLasting };
  const plan = await planOf({ filter, order: "due" });
  const conditions = plan.split("task_open_due_idx").slice(1);
  expect(conditions).toHaveLength(2);
  for (const condition of conditions) {
    expect(condition).toMatch(/^[^F]*Index Cond: \(.*?due_on, [^)]*\) >= \$\d+\) AND .*?due_on, [^)]*\) <= \$\d+\)/u);
  }
});

it("finds the tasks with a rare and a frequent label or assignee in order", async () => {
  const { ada } = world;
  const { pool } = world.runtime;
  const filters = { labelId: await world.label(ada, workspaceId), assigneeId: ada.id };
  const link = (table: string, id: string, condition: string) =>
    pool.query(
      `INSERT INTO ${table} SELECT workspace_id, id, $2::uuid FROM task WHERE workspace_id = $1 AND ${condition}`,
      [workspaceId, id],
    );
  const read = async () => [
    await allOf({ filter: { labelId: filters.labelId }, order: "due" }, 7),
    await allOf({ filter: { assigneeId: filters.assigneeId }, order: "due" }, 7),
  ];
  await link("task_label (workspace_id, task_id, label_id)", filters.labelId, "number % 2 = 0");
  await link("task_assignee (workspace_id, task_id, user_id)", filters.assigneeId, "number % 2 = 0");
  const rare = await read();
  for (const tasks of rare) {
    expect(tasks.length).toBeGreaterThan(10);
    expect(tasks.map(({ id }) => id)).toEqual(tasks.toSorted(compareTasks("due", "ascending")).map(({ id }) => id));
  }
  expect(rare[0]).toEqual(rare[1]);
  // Many closed tasks, which the list doesn't contain.
  await pool.query(
    `INSERT INTO task (workspace_id, id, project_id, number, title, rank, status, completed_at, created_by)
     SELECT $1, gen_random_uuid(), $2, 1000 + n, 'Old', 'a0', 'done', now(), $3 FROM generate_series(1, 10000) n`,
    [workspaceId, projects[2]!.id, ada.id],
  );
  await link("task_label (workspace_id, task_id, label_id)", filters.labelId, "title = 'Old'");
  expect(await planOf({ filter: { labelId: filters.labelId }, order: "due" })).not.toContain("CTE head");
  expect(await read()).toEqual(rare);
  await pool.query("UPDATE task SET status = 'open', completed_at = NULL WHERE workspace_id = $1 AND title = 'Old'", [
    workspaceId,
  ]);
  expect(await planOf({ filter: { labelId: filters.labelId }, order: "due" })).toContain("CTE head");
  const first = ListTasks.parse({ workspaceId, filter: { labelId: filters.labelId }, order: "due", limit: 7 });
  expect((await listTasks(world.ctxOf(ada), first)).items.map(({ id }) => id)).toEqual(
    rare[0]!.slice(0, 7).map(({ id }) => id),
  );
});

it("finds no tasks with a trashed label", async () => {
  const id = await world.label(world.ada, workspaceId);
  await world.task(world.ada, projects[0]!, { labelIds: [id] });
  const read = () => allOf({ filter: { where: { field: "label", is: [id] } } }, 50);
  expect(await read()).toHaveLength(1);
  await world.runtime.pool.query("UPDATE label SET deleted_at = now() WHERE workspace_id = $1 AND id = $2", [
    workspaceId,
    id,
  ]);
  expect(await read()).toEqual([]);
});

it("rejects a cursor with another number of sort keys", async () => {
  const { filter, order, direction } = ListTasks.parse({ workspaceId, order: "status" });
  const binding = { workspaceId, filter: JSON.stringify(filter), order, direction };
  const list = (values: string[]) => {
    const cursor = cursorOf("task.list", z.array(z.string())).encode(binding, values);
    return listTasks(world.ctxOf(world.ada), ListTasks.parse({ workspaceId, order, limit: 3, cursor }));
  };
  // Open tasks in this order are sorted only by their ids.
  const first = "00000000-0000-7000-8000-000000000000";
  expect((await list([first])).items).toHaveLength(3);
  await expect(list(["open", first])).rejects.toMatchObject({ code: "invalid" });
});
