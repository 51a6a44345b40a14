import { createTeam } from "@docket/core/testing/team";
import type { Team } from "@docket/core/testing/team";
import type { World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import { SNAPSHOT_PATH } from "@docket/schema/snapshot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerSnapshot } from "./snapshot.ts";
import { createTestContext } from "./testing/context.ts";

const LIMITS = { waitingBytes: 64 * 1024, responseMs: 60_000 };

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
  // Doesn't fit into the memory that the tests allow.
  await world.database.owner.pool.query(
    `INSERT INTO task (workspace_id, id, project_id, number, title, rank, created_by)
     SELECT $1::uuid, gen_random_uuid(), $2::uuid, 100 + n, 'Task ' || repeat(gen_random_uuid()::text, 3),
       'a' || lpad(n::text, 6, '0'), $3::uuid FROM generate_series(1, 12000) n`,
    [team.workspaceId, team.projectId, team.manager.id],
  );
});
afterAll(() => world.close());

function ask(limits: Partial<typeof LIMITS> = {}, signal = new AbortController().signal): Promise<Response> {
  const { runtime, request: info, actor } = world.ctxOf(team.manager);
  const context = createTestContext({
    runtime,
    request: info,
    identity: { kind: "actor", actor, locale: "en" },
    signal: () => signal,
    isCounted: true,
  });
  const query = `?workspace=${team.workspaceId}&project=${team.projectId}`;
  const request = new Request(`http://localhost${SNAPSHOT_PATH}${query}`, { headers: { "accept-encoding": "gzip" } });
  return answerSnapshot(request, { context, cookies: [], rates: [], commands: [] }, { ...LIMITS, ...limits });
}

/** Returns "waiting" if the work hasn't ended after a while. */
const within = (ms: number, work: Promise<unknown>) =>
  Promise.race([work.then(() => "done"), new Promise((resolve) => setTimeout(resolve, ms, "waiting"))]);

test("keeps the person's turn until the response has been read", async () => {
  // The database has been read long before the client has read the response.
  const unread = await ask({ waitingBytes: 8 * 1024 * 1024 });
  const second = ask();
  expect(await within(1_500, second)).toBe("waiting");
  await unread.arrayBuffer();
  await (await second).body!.cancel();
});

test("ends a response that isn't read in time", async () => {
  const unread = await ask({ responseMs: 300 });
  const next = await ask();
  await next.arrayBuffer();
  await expect(unread.arrayBuffer()).rejects.toMatchObject({ code: "timeout" });
  expect(world.runtime.pool.idleCount).toBe(world.runtime.pool.totalCount);
});

test("ends the turn of a response that is cancelled before it is read", async () => {
  for (let round = 0; round < 3; round += 1) await (await ask()).body!.cancel();
  expect((await (await ask()).arrayBuffer()).byteLength).toBeGreaterThan(LIMITS.waitingBytes);
});

test("rejects a request whose session has ended while it waited", async () => {
  const { db, clock } = world.runtime;
  const first = await ask();
  const queued = ask();
  const session = { where: { id: team.manager.actor.sessionId } };
  await db.session.update({ ...session, data: { revokedAt: clock() } });
  await first.body!.cancel();
  const { status, body } = await queued;
  await body?.cancel();
  await db.session.update({ ...session, data: { revokedAt: null } });
  expect(status).toBe(401);
});

test("doesn't read a snapshot for a client that has disconnected while it waited", async () => {
  const first = await ask();
  const stop = new AbortController();
  const queued = ask({}, stop.signal);
  stop.abort();
  await first.body!.cancel();
  expect((await queued).status).toBe(503);
  const next = await ask();
  expect(next.status).toBe(200);
  await next.body!.cancel();
});
