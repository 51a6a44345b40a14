import { EventEmitter, once } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestBrowser } from "../../testing/push-service.ts";
import type { PushTeam } from "../../testing/push-team.ts";
import { createPushTeam } from "../../testing/push-team.ts";
import { dequeue, leasePush, release } from "./push-queue.ts";
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

test("the devices take turns, and the one that has waited longest is first", async () => {
  for (const title of ["One", "Two"]) await setup.assignedTask(title);
  world.advanceClock({ seconds: 1 });
  const other = await setup.subscribeOther(team.editor);
  await setup.assignedTask("Three");
  const paths: string[] = [];
  for (;;) {
    world.advanceClock({ seconds: 1 });
    const push = await leasePush(runtime.db, setup.now());
    if (push === undefined) break;
    paths.push(new URL(push.endpoint).pathname);
    await dequeue(runtime.db, push);
    await release(runtime.db, push);
  }
  expect(paths).toEqual([browser.path, other.path, browser.path, browser.path]);
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
