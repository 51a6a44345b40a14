import { EventEmitter, once } from "node:events";
import type { Id } from "@docket/schema/id";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestBrowser } from "../../testing/push-service.ts";
import type { PushTeam } from "../../testing/push-team.ts";
import { createPushTeam } from "../../testing/push-team.ts";
import { dequeue, leasePush, release } from "./push-queue.ts";
import { MAX_REQUESTS } from "./push.ts";
import { relayChanges } from "./relay.ts";

let setup: PushTeam;
let world: PushTeam["world"];
let team: PushTeam["team"];
let pushService: PushTeam["pushService"];
let runtime: PushTeam["runtime"];
beforeAll(async () => {
  setup = await createPushTeam();
  ({ world, team, pushService, runtime } = setup);
});
afterAll(() => setup.close());

let browser: TestBrowser;
beforeEach(async () => {
  await setup.clear();
  browser = await setup.subscribe(team.editor);
});

test("a device that can't be reached gets one attempt for all that is queued, and holds up no others", async () => {
  for (let count = 0; count < 30; count += 1) await setup.createAssigned(`Task ${count}`);
  await relayChanges(runtime);
  world.advanceClock({ seconds: 1 });
  const other = await setup.subscribe(team.commenter);
  await setup.assignedTask("Later", team.commenter);

  const { post, ...rest } = runtime.outbound;
  const [answered, timedOut] = [new EventEmitter(), new EventEmitter()];
  const isAnswered = once(answered, "end");
  const isTimedOut = once(timedOut, "end");
  const blackHole: typeof post = async (url, message) => {
    if (url.pathname !== browser.path) return post(url, message).finally(() => answered.emit("end"));
    pushService.received.push({ path: url.pathname, headers: {}, content: {} });
    await isTimedOut;
    throw new Error("timeout");
  };
  const sending = setup.send({ ...runtime, outbound: { ...rest, post: blackHole } });
  await isAnswered;
  timedOut.emit("end");
  expect(await sending).toBe(1);
  expect(pushService.received.map(({ path }) => path).sort()).toEqual([browser.path, other.path].sort());
  expect(await setup.queued()).toHaveLength(30);

  pushService.received.length = 0;
  world.advanceClock({ minutes: 1 });
  expect(await setup.send()).toBe(30);
  expect(new Set(setup.titles()).size).toBe(30);
});

test("the devices take turns", async () => {
  for (const title of ["One", "Two"]) await setup.assignedTask(title);
  world.advanceClock({ seconds: 1 });
  const other = await setup.subscribeOther(team.editor);
  await setup.assignedTask("Three");
  const paths: string[] = [];
  let previous: Id | undefined;
  for (;;) {
    world.advanceClock({ seconds: 1 });
    const push = await leasePush(runtime.db, setup.now(), previous);
    if (push === undefined) break;
    previous = push.sessionId;
    paths.push(new URL(push.endpoint).pathname);
    await dequeue(runtime.db, push);
    await release(runtime.db, push);
  }
  expect(paths).toEqual([browser.path, other.path, browser.path, browser.path]);
});

test("more devices than requests at the same time take turns", async () => {
  const people = [team.editor, team.commenter];
  const others = await Promise.all(
    people.flatMap((person) => Array.from({ length: 12 }, () => setup.subscribeOther(person))),
  );
  const devices = [browser, ...others].map(({ path }) => path);
  for (const person of people) for (const title of ["One", "Two"]) await setup.assignedTask(title, person);
  world.advanceClock({ seconds: 1 });
  const { post, ...rest } = runtime.outbound;
  const paths: string[] = [];
  let answer = () => {};
  const areMany = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow: typeof post = async (url, message) => {
    paths.push(url.pathname);
    // The first requests are answered when there can't be any more.
    if (paths.length === MAX_REQUESTS) answer();
    await areMany;
    return post(url, message);
  };
  expect(await setup.send({ ...runtime, outbound: { ...rest, post: slow } })).toBe(2 * devices.length);
  expect(paths.slice(0, devices.length).toSorted()).toEqual(devices.toSorted());
  expect(paths.slice(devices.length).toSorted()).toEqual(devices.toSorted());
});

test("reads few of many devices, regardless of what is queued", async () => {
  const { db } = runtime;
  const DEVICES = 3_000;
  await db.$executeRaw`
    WITH made AS (
      INSERT INTO session (id, user_id, family_hash, refresh_hash, idle_expires_at, absolute_expires_at)
      SELECT gen_random_uuid(), ${team.editor.id}::uuid, sha256(i::text::bytea), sha256(('r' || i)::bytea), '2100-01-01', '2100-01-01'
      FROM generate_series(1, ${DEVICES}::int) i RETURNING id
    )
    INSERT INTO push_subscription (session_id, endpoint, p256dh, auth, not_before)
    SELECT id, 'https://push.invalid/' || id, ${Buffer.alloc(65, 4)}, ${Buffer.alloc(16)},
      ${world.runtime.clock()}::timestamptz - random() * interval '1 day' FROM made`;
  // The plan depends on the statistics, which the database updates some time later.
  await world.database.owner.pool.query("ANALYZE session, push_subscription, push_delivery");
  // In the middle of the added ones, and after that of the editor, so that the search begins again with the first one.
  const previous = "80000000-0000-4000-8000-000000000000";
  /** Leases a push notification. Returns its device, and the number of devices that were read for it. */
  const lease = () =>
    db.$transaction(async (tx) => {
      // The numbers also contain what this connection has read before.
      const countReads = async () => {
        const [row] = await tx.$queryRaw<{ count: number }[]>`
          SELECT (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS count FROM pg_stat_xact_user_tables
          WHERE relname = 'push_subscription'`;
        return row?.count ?? 0;
      };
      const before = await countReads();
      const push = await leasePush(tx, setup.now(), previous);
      return { sessionId: push?.sessionId, read: (await countReads()) - before };
    });
  const none = await lease();
  expect(none.sessionId).toBeUndefined();
  expect(none.read).toBeLessThan(20);
  await setup.assignedTask();
  const all = await lease();
  expect(all.sessionId).toBeDefined();
  expect(all.read).toBeLessThan(20);
  await db.$executeRaw`
    DELETE FROM push_delivery WHERE session_id IN
      (SELECT session_id FROM push_subscription ORDER BY not_before LIMIT ${DEVICES / 2})`;
  const half = await lease();
  expect(half.sessionId).toBeDefined();
  expect(half.read).toBeLessThan(20);

  const { sessionId } = team.editor.actor;
  const onlyLastUsed = () => db.pushDelivery.deleteMany({ where: { sessionId: { not: sessionId } } });
  await onlyLastUsed();
  const one = await lease();
  expect(one.sessionId).toBe(sessionId);
  expect(one.read).toBeLessThan(20);
  // The device now waits, as after a failed attempt, but what is queued for it is due.
  await setup.assignedTask("Again");
  await onlyLastUsed();
  const waiting = await lease();
  expect(waiting.sessionId).toBeUndefined();
  expect(waiting.read).toBeLessThan(20);
});

test("nothing is lost, and no device waits longer, while the key can't be opened", async () => {
  await setup.assignedTask();
  const sealed = { where: { key: "vapid_key" } };
  const { value } = await runtime.db.instanceSetting.findUniqueOrThrow(sealed);
  await runtime.db.instanceSetting.update({ ...sealed, data: { value: "AAAA" } });
  await expect(setup.send()).rejects.toThrow();
  await runtime.db.instanceSetting.update({ ...sealed, data: { value: value as string } });
  expect(await setup.send()).toBe(1);
});

test("many notifications are all sent once by two processes", async () => {
  for (let count = 0; count < 45; count += 1) await setup.createAssigned(`Task ${count}`);
  await relayChanges(runtime);
  const counts = await Promise.all([setup.send(), setup.send()]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(45);
  expect(new Set(setup.titles()).size).toBe(45);
  expect(setup.titles()).toHaveLength(45);
});
