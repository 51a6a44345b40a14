import { Prisma } from "@docket/db/generated/client";
import { TaskFilter } from "@docket/schema/task";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { listConditions } from "./filter.ts";

let world: TaskWorld;
let projectId: string;
beforeAll(async () => {
  world = await createTaskWorld();
  projectId = (await world.project(world.ada)).id;
});
afterAll(() => world.close());

/**
 * Returns the plan for a list in this order, if the planner avoids sorting and reading whole tables. It is the plan for
 * any values, which a prepared statement gets once it has been used a few times.
 */
async function planOf(filter: object, order: string): Promise<string> {
  const { workspaceId } = world.ada;
  const conditions = listConditions(world.ctxOf(world.ada), workspaceId, TaskFilter.parse(filter));
  const { text } =
    Prisma.sql`SELECT t.id FROM task t WHERE ${Prisma.join(conditions, " AND ")} ORDER BY ${Prisma.raw(order)} LIMIT 50`;
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

it.each([
  ["open tasks of a project", () => ({ projectId }), "t.rank, t.id", "task_open_rank_idx"],
  [
    "closed tasks of a project",
    () => ({ projectId, status: "closed" }),
    "t.completed_at DESC, t.id DESC",
    "task_completed_idx",
  ],
  [
    "a view of one project's open tasks",
    () => ({
      status: "any",
      where: {
        all: [
          { field: "project", is: [projectId] },
          { field: "status", is: ["open"] },
        ],
      },
    }),
    "t.rank, t.id",
    "task_open_rank_idx",
  ],
])("reads %s in the order of an index", async (_, filter, order, index) => {
  const plan = await planOf(filter(), order);
  expect(plan).toContain(`using ${index}`);
  expect(plan).not.toContain("Sort");
});
