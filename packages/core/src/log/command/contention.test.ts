import type { Id } from "@docket/schema/id";
import { UpdateTask, UpdateTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { updateTask, updateTasks } from "../../commands/task/mutations.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { toDomainError } from "../../runtime/fault.ts";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";

let world: TaskWorld;
beforeAll(async () => {
  world = await createTaskWorld({ poolSize: 16 });
});
afterAll(() => world.close());

const WRITERS = 24;

/** Runs `calls` commands, {@link WRITERS} at a time, and counts the results by kind. */
async function outcomesOf(calls: number, write: (call: number) => Promise<unknown>): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  let next = 0;
  const writer = async () => {
    while (next < calls) {
      next += 1;
      const outcome = await write(next).then(
        () => "done",
        (error: unknown) => toDomainError(error)?.code ?? (error as { code?: string }).code ?? String(error),
      );
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return outcomes;
}

const inWorkspace = () => ({ workspaceId: world.ada.workspaceId, commandId: uuidv7() });

async function tasks(count: number): Promise<Id[]> {
  return world.manyTasks(world.ada, await world.project(world.ada), count);
}

it("executes 480 updates of the same tasks in opposite orders", async () => {
  const ids = await tasks(40);
  const ctx = world.ctxOf(world.ada);
  const outcomes = await outcomesOf(480, (call) =>
    updateTasks(
      ctx,
      UpdateTasks.parse({
        ...inWorkspace(),
        ids: call % 2 === 0 ? ids : ids.toReversed(),
        set: { priority: call % 4 },
      }),
    ),
  );
  expect(outcomes).toEqual({ done: 480 });
});

it("executes 240 updates of different fields of one task", async () => {
  const [id = ""] = await tasks(1);
  const ctx = world.ctxOf(world.ada);
  const outcomes = await outcomesOf(240, (call) =>
    updateTask(
      ctx,
      UpdateTask.parse({
        ...inWorkspace(),
        id,
        baseVersion: 1,
        set: call % 2 === 0 ? { priority: call % 4 } : { durationMinutes: call },
      }),
    ),
  );
  expect(outcomes).toEqual({ done: 240 });
});

it("executes overlapping updates and completions in different orders", async () => {
  const ids = await tasks(30);
  const ctx = world.ctxOf(world.ada);
  const outcomes = await outcomesOf(240, (call) => {
    const some = ids.filter((_, index) => (index * 7 + call) % 3 !== 0);
    const named = call % 2 === 0 ? some : some.toReversed();
    return call % 3 === 0
      ? completeTasks(ctx, { ...inWorkspace(), ids: named })
      : updateTasks(ctx, UpdateTasks.parse({ ...inWorkspace(), ids: named, set: { priority: call % 4 } }));
  });
  expect(outcomes).toEqual({ done: 240 });
});

it("reports a timeout, not a conflict, when a lock is never released", async () => {
  const [id = ""] = await tasks(1);
  const ctx = world.ctxOf(world.ada);
  const holder = await world.database.owner.pool.connect();
  try {
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM task WHERE id = $1 FOR UPDATE", [id]);
    const input = UpdateTask.parse({ ...inWorkspace(), id, baseVersion: 1, set: { priority: 1 } });
    expect(await outcomesOf(1, () => updateTask(ctx, input))).toEqual({ timeout: 1 });
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
});
