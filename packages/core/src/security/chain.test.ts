import { generateKeyRing, parseKeyRing } from "@docket/auth/key-ring";
import { createDatabase } from "@docket/db/client";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deriveKeys } from "../keys.ts";
import { queueMail } from "../mail/queue.ts";
import { rotateDataKey } from "../rotate-data-key.ts";
import { waitingMails } from "../testing/mailbox.ts";
import { createWorld } from "../testing/world.ts";
import type { World } from "../testing/world.ts";
import { chainSecurityEvents, checkpointDaily, checkpointSecurityEvents, verifySecurityChain } from "./chain.ts";
import { recordSecurityEvent } from "./event.ts";
import { forgetSecurityEvents } from "./retention.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime("2026-11-23T09:00:00.000Z");
  await owner("TRUNCATE security_event, security_event_link, security_checkpoint");
});

async function record(count: number): Promise<void> {
  const { db, request } = world.anonymous();
  for (let turn = 0; turn < count; turn += 1) {
    world.pass({ seconds: 1 });
    const meta = { b: turn, a: [turn] };
    const draft = { kind: "authn_login_fail", outcome: "failure", subjectId: uuidv7(), meta } as const;
    await recordSecurityEvent(db, request, world.runtime.clock(), draft);
  }
}

const owner = (statement: string) => world.database.owner.pool.query(statement);
const report = () => verifySecurityChain(world.runtime);

test("events are linked in order, whole, and once, also when several processes try", async () => {
  await record(5);
  expect(await report()).toEqual({ isWhole: true, length: 0, waiting: 5, fault: null });
  const counts = await Promise.all([1, 2, 3].map(() => chainSecurityEvents(world.runtime)));
  expect(counts.toSorted((one, other) => one - other)).toEqual([0, 0, 5]);
  await record(2);
  expect(await chainSecurityEvents(world.runtime)).toBe(2);
  expect(await report()).toEqual({ isWhole: true, length: 7, waiting: 0, fault: null });
});

test("an event that arrives late goes to the end", async () => {
  await record(2);
  await chainSecurityEvents(world.runtime);
  world.pass({ days: -1 });
  await record(1);
  await chainSecurityEvents(world.runtime);
  expect(await report()).toMatchObject({ isWhole: true, length: 3 });
});

test.each([
  [
    "an event is changed",
    "UPDATE security_event SET outcome = 'success' WHERE id = (SELECT event_id FROM security_event_link WHERE n = 3)",
    "3",
    "changed",
  ],
  [
    "its details are changed",
    "UPDATE security_event SET meta = '{}' WHERE id = (SELECT event_id FROM security_event_link WHERE n = 3)",
    "3",
    "changed",
  ],
  [
    "an event is removed",
    "DELETE FROM security_event WHERE id = (SELECT event_id FROM security_event_link WHERE n = 4)",
    "4",
    "missing",
  ],
  ["a link is removed", "DELETE FROM security_event_link WHERE n = 2", "2", "missing"],
  ["the end is cut off", "DELETE FROM security_event_link WHERE n > 3", "5", "end"],
  ["the start is cut off", "DELETE FROM security_event_link WHERE n < 3", "1", "missing"],
  ["a checkpoint is forged", "UPDATE security_checkpoint SET signature = '\\x00'", "5", "not ours"],
])("%s: the report names the line", async (_name, statement, n, reason) => {
  await record(5);
  await chainSecurityEvents(world.runtime);
  await checkpointSecurityEvents(world.runtime);
  expect((await report()).isWhole).toBe(true);
  await owner(statement);
  const { isWhole, fault } = await report();
  expect(isWhole).toBe(false);
  expect(fault).toMatchObject({ n, reason: expect.stringContaining(reason) });
});

test("days removed up to a checkpoint leave the rest whole", async () => {
  await record(3);
  await chainSecurityEvents(world.runtime);
  await checkpointSecurityEvents(world.runtime);
  await checkpointSecurityEvents(world.runtime);
  expect(await world.runtime.db.securityCheckpoint.count()).toBe(1);
  await record(2);
  await chainSecurityEvents(world.runtime);
  await owner("DELETE FROM security_event WHERE id IN (SELECT event_id FROM security_event_link WHERE n <= 3)");
  await owner("DELETE FROM security_event_link WHERE n <= 3");
  expect(await report()).toMatchObject({ isWhole: true, length: 2 });
});

test("is signed once a day, however often that is asked for", async () => {
  const signed = async () => {
    await record(1);
    await chainSecurityEvents(world.runtime);
    await checkpointDaily(world.runtime);
    return world.runtime.db.securityCheckpoint.count();
  };
  expect(await signed()).toBe(1);
  world.pass({ hours: 23 });
  expect(await signed()).toBe(1);
  world.pass({ hours: 1 });
  expect(await signed()).toBe(2);
});

test("a year later old events go, up to a checkpoint, and the rest can still be verified", async () => {
  const janitor = createDatabase({ url: world.database.janitorUrl, poolSize: 1 });
  const forget = () => forgetSecurityEvents(janitor.pool, world.runtime.clock());
  try {
    await record(3);
    await chainSecurityEvents(world.runtime);
    expect(await forget()).toBe(0);
    await checkpointSecurityEvents(world.runtime);
    world.pass({ days: 366 });
    await record(2);
    await chainSecurityEvents(world.runtime);
    await checkpointSecurityEvents(world.runtime);
    expect(await forget()).toBe(3);
    expect(await forget()).toBe(0);
    expect(await report()).toEqual({ isWhole: true, length: 2, waiting: 0, fault: null });
  } finally {
    await janitor.close();
  }
});

test("after a rotation the old key may go; a checkpoint under an unknown key alone proves nothing", async () => {
  const { runtime } = world;
  const rings = (value: string) => ({ auth: parseKeyRing("A", auth), data: parseKeyRing("D", value) });
  const auth = generateKeyRing(runtime.clock());
  const [older, newer] = [generateKeyRing(runtime.clock()), generateKeyRing(runtime.clock())];
  const withKeys = async (value: string) => ({
    ...runtime,
    keys: await deriveKeys(rings(value), "http://localhost:3000"),
  });
  await record(2);
  const before = await withKeys(older);
  await queueMail(runtime.db, before, {
    kind: "invite",
    userId: null,
    recipient: "nora@example.org",
    body: { subject: "Hello", paragraphs: [] },
    expiresAt: new Date(runtime.clock().getTime() + 60_000),
  });
  await chainSecurityEvents(before);
  await checkpointSecurityEvents(before);
  expect((await verifySecurityChain(await withKeys(newer))).fault?.reason).toContain("not in the ring");

  const both = await withKeys(`${newer},${older}`);
  expect(await rotateDataKey(both)).toEqual({ mails: 1 });
  expect(await rotateDataKey(both)).toEqual({ mails: 0 });
  const after = await withKeys(newer);
  expect(await verifySecurityChain(after)).toMatchObject({ isWhole: true, length: 4 });
  expect((await waitingMails({ ...world, runtime: after })).map(({ subject }) => subject)).toEqual(["Hello"]);
});

test("the application can neither change nor remove an event", async () => {
  await record(1);
  const { pool } = world.database.app;
  await expect(pool.query("UPDATE security_event SET meta = '{}'")).rejects.toMatchObject({ code: "42501" });
  await chainSecurityEvents(world.runtime);
  await checkpointSecurityEvents(world.runtime);
  for (const table of ["security_event", "security_event_link", "security_checkpoint"]) {
    await expect(pool.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: "42501" });
  }
});
