import { Prisma } from "@docket/db/generated/client";
import { closedStatuses, openStatuses } from "@docket/schema/task-state";
import { TASK_STATUSES } from "@docket/schema/task-value";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { hasStatusSql, isClosedSql, isOpenSql } from "./status.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld();
});
afterAll(() => world.close());

/** Returns the names of the states in an SQL condition. */
const statesIn = (condition: string) => new Set([...condition.matchAll(/'([a-z]+)'/gu)].map(([, state]) => state));

it("the database accepts the same states as the schema", async () => {
  const { rows } = await world.runtime.pool.query<{ definition: string }>(
    "SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'task_status'",
  );
  expect(statesIn(rows[0]?.definition ?? "")).toEqual(new Set(TASK_STATUSES));
  expect(new Set([...openStatuses(), ...closedStatuses()])).toEqual(new Set(TASK_STATUSES));
});

it.each([
  ["open tasks", isOpenSql("t"), "rank, id", "task_open_rank_idx"],
  ["closed tasks", isClosedSql("t"), "completed_at DESC, id DESC", "task_completed_idx"],
  ["open ones by status", hasStatusSql("open"), "rank, id", "task_open_rank_idx"],
  ["completed ones by status", hasStatusSql("done"), "completed_at DESC, id DESC", "task_completed_idx"],
])("the planner recognizes the partial index for %s", async (_, condition, order, index) => {
  const { workspaceId, id } = await world.project(world.ada);
  const plan = await world.runtime.db.$transaction(async (tx) => {
    // The table is too small for the planner to choose an index otherwise.
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    await tx.$executeRaw`SET LOCAL enable_sort = off`;
    return tx.$queryRaw`EXPLAIN SELECT id FROM task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${id}::uuid
      AND t.deleted_at IS NULL AND ${condition} ORDER BY ${Prisma.raw(order)}`;
  });
  expect(JSON.stringify(plan)).toContain(`using ${index}`);
});
