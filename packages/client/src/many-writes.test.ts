import { readConfig } from "@docket/core/runtime/config";
import { budgetsOf } from "@docket/core/runtime/limit/budget-table";
import { createLimiter } from "@docket/core/runtime/limit/limiter";
import type { Runtime } from "@docket/core/runtime/runtime";
import { createWorld, PASSWORD } from "@docket/core/testing/world";
import type { Person, World } from "@docket/core/testing/world";
import { serveRuntime } from "@docket/server/testing/served-world";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, newId } from "./client.ts";
import type { Docket } from "./client.ts";
import { createSessionClient } from "./session-client.ts";

let world: World;
let mira: Person;
beforeAll(async () => {
  world = await createWorld({ isLimited: true });
  mira = await world.person("Mira");
});
afterAll(() => world.close());

/**
 * Serves the test workspace with a limiter, runs `work` with a client that uses Mira's token, and returns the number of
 * waits.
 */
async function withClient(runtime: Runtime, work: (docket: Docket) => Promise<void>): Promise<number> {
  const served = await serveRuntime(runtime);
  const url = `http://127.0.0.1:${served.port}`;
  const session = createSessionClient({ url });
  await session.session.signIn.mutate({ email: mira.email, password: PASSWORD });
  const { token } = await session.apiToken.create.mutate({ id: newId(), name: "Script", scopes: ["tasks:write"] });
  let waits = 0;
  try {
    await work(createClient({ url, token, onWait: () => (waits += 1) }));
  } finally {
    await served.front.drain();
  }
  return waits;
}

/** Creates tasks as a simple script would: 20 workers, each creating one task after another. */
async function writeTasks(docket: Docket, count: number): Promise<void> {
  const workspace = docket.workspace(mira.workspaceId);
  let next = 0;
  const work = async () => {
    for (; next < count;) {
      next += 1;
      await workspace.task.create.mutate({ id: newId(), projectId: mira.inboxId, title: `Task ${next}` });
    }
  };
  await Promise.all(Array.from({ length: 20 }, work));
}

const countTasks = () => world.runtime.db.task.count({ where: { workspaceId: mira.workspaceId } });

test("3,000 writes never wait under the default limits", async () => {
  const before = await countTasks();
  expect(await withClient(world.runtime, (docket) => writeTasks(docket, 3_000))).toBe(0);
  expect((await countTasks()) - before).toBe(3_000);
}, 300_000);

test("under a stricter limit, the client waits and each write takes effect once", async () => {
  const budgets = { ...budgetsOf(readConfig({}).limits), write: { points: 25, windowSeconds: 1 } };
  const { pool, clock } = world.runtime;
  const limiter = createLimiter({ processes: "one", database: pool, clock, budgets });
  const before = await countTasks();
  const waits = await withClient({ ...world.runtime, limiter }, (docket) => writeTasks(docket, 100));
  expect(waits).toBeGreaterThan(0);
  expect((await countTasks()) - before).toBe(100);
});
