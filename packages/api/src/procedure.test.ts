import type { World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "./root.ts";
import { createTestContext } from "./testing/context.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());

test("the rows and the log entries of a command have the same time", async () => {
  const mira = await world.person("Mira");
  const { workspaceId, inboxId: projectId, actor } = mira;
  let milliseconds = world.runtime.clock().getTime();
  const context = createTestContext({
    // Each call of the clock returns a later time.
    runtime: { ...world.runtime, clock: () => new Date((milliseconds += 1)) },
    request: world.anonymous().request,
    identity: { kind: "actor", actor, locale: "en" },
  });
  const api = createCaller(context);
  const inCommand = () => ({ workspaceId, commandId: uuidv7() });
  const timesOf = async (commandId: string) => {
    const changes = await world.runtime.db.change.findMany({ where: { workspaceId, commandId } });
    return [...new Set(changes.map(({ at }) => at.toISOString()))];
  };

  const plain = { ...inCommand(), id: uuidv7(), projectId, title: "in one statement" };
  const first = { ...inCommand(), id: uuidv7(), projectId, title: "in a transaction", after: null };
  for (const input of [plain, first]) {
    const task = await api.task.create(input);
    expect([task.createdAt]).toEqual(await timesOf(input.commandId));
    expect(task.updatedAt).toBe(task.createdAt);
  }
  const done = { ...inCommand(), ids: [plain.id] };
  const both = { ...inCommand(), ids: [first.id, plain.id] };
  for (const [input, work] of [
    [done, api.task.complete],
    [both, api.task.trash],
  ] as const) {
    const { items } = await work(input);
    for (const { updatedAt } of items) expect([updatedAt]).toEqual(await timesOf(input.commandId));
  }
  const { completedAt } = await world.runtime.db.task.findFirstOrThrow({ where: { workspaceId, id: plain.id } });
  expect([completedAt?.toISOString()]).toEqual(await timesOf(done.commandId));
  const section = { ...inCommand(), id: uuidv7(), projectId, name: "Soon" };
  expect([(await api.section.create(section)).createdAt]).toEqual(await timesOf(section.commandId));
});
