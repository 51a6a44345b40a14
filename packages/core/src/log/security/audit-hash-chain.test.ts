import { readFile, rm, writeFile } from "node:fs/promises";
import { generateKeyRing, parseKeyRing } from "@docket/auth/key-ring";
import { createDatabase } from "@docket/db/client";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { queueMail } from "../../identity/mail/queue.ts";
import { rotateDataKey } from "../../operations/rotate-data-key.ts";
import { deriveKeys } from "../../runtime/keys.ts";
import { waitingMails } from "../../testing/mailbox.ts";
import { createWorld } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { securityChainJob } from "./audit-hash-chain-job.ts";
import { chainSecurityEvents } from "./audit-hash-chain.ts";
import { checkpointDaily, checkpointSecurityEvents } from "./checkpoint.ts";
import { recordSecurityEvent } from "./event.ts";
import { headNoteFile } from "./head-note.ts";
import { deleteOldSecurityEvents } from "./retention.ts";
import { verifySecurityChain } from "./verify.ts";

const EVERYTHING = "TRUNCATE security_event, security_event_link, security_checkpoint";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime("2026-11-23T09:00:00.000Z");
  await owner(EVERYTHING);
  await rm(headNoteFile(world.runtime.config), { force: true });
});

async function record(count: number): Promise<void> {
  const { db, request } = world.anonymous();
  for (let turn = 0; turn < count; turn += 1) {
    world.advanceClock({ seconds: 1 });
    const meta = { b: turn, a: [turn] };
    const draft = { kind: "authn_login_fail", outcome: "failure", subjectId: uuidv7(), meta } as const;
    await recordSecurityEvent(db, request, world.runtime.clock(), draft);
  }
}

const owner = (statement: string) => world.database.owner.pool.query(statement);
const report = () => verifySecurityChain(world.runtime);

test("every event is linked exactly once and in order, even if several processes try", async () => {
  await record(5);
  expect(await report()).toEqual({ isWhole: true, length: 0, waiting: 5, fault: null });
  const counts = await Promise.all([1, 2, 3].map(() => chainSecurityEvents(world.runtime)));
  expect(counts.toSorted((one, other) => one - other)).toEqual([0, 0, 5]);
  await record(2);
  expect(await chainSecurityEvents(world.runtime)).toBe(2);
  expect(await report()).toEqual({ isWhole: true, length: 7, waiting: 0, fault: null });
});

test("an event that arrives late is appended at the end", async () => {
  await record(2);
  await chainSecurityEvents(world.runtime);
  world.advanceClock({ days: -1 });
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
  [
    "a checkpoint is forged",
    "UPDATE security_checkpoint SET signature = '\\x00'",
    "5",
    "signature of the checkpoint is invalid",
  ],
])("%s: the report names the link", async (_name, statement, n, reason) => {
  await record(5);
  await chainSecurityEvents(world.runtime);
  await checkpointSecurityEvents(world.runtime);
  expect((await report()).isWhole).toBe(true);
  await owner(statement);
  const { isWhole, fault } = await report();
  expect(isWhole).toBe(false);
  expect(fault).toMatchObject({ n, reason: expect.stringContaining(reason) });
});

const cutAfter = (n: number) => `
  DELETE FROM security_event WHERE id IN (SELECT event_id FROM security_event_link WHERE n > ${n});
  DELETE FROM security_event_link WHERE n > ${n};
  DELETE FROM security_checkpoint WHERE n > ${n}`;

const cutUpTo = (n: number) => `
  DELETE FROM security_event WHERE id IN (SELECT event_id FROM security_event_link WHERE n <= ${n});
  DELETE FROM security_event_link WHERE n <= ${n};
  DELETE FROM security_checkpoint WHERE n < ${n}`;

const insertAt = (at: string) => `
  INSERT INTO security_event (id, at, kind, outcome) VALUES ('${uuidv7()}', '${at}', 'authn_login_success', 'success')`;

describe("an attacker who can write to every table", () => {
  const keep = async () => securityChainJob(world.runtime)();
  beforeEach(async () => {
    await record(3);
    await keep();
    await record(2);
    await keep();
  });

  test.each([
    ["cuts off the end, with its events and checkpoints", cutAfter(3), "5", "the end of the chain is missing"],
    ["cuts off all that was linked since the checkpoint", cutAfter(4), "5", "the end of the chain is missing"],
    ["deletes everything", EVERYTHING, "5", "the end of the chain is missing"],
    ["cuts off the start up to a checkpoint, as retention does", cutUpTo(3), "1", "an entry is missing"],
    ["deletes the checkpoints", "DELETE FROM security_checkpoint", "5", "its checkpoint is missing"],
    ["inserts an event into the past", insertAt("2026-11-22T09:00:00Z"), "6", "the event was not linked"],
    [
      "passes a checkpoint off as a removal",
      `${cutUpTo(3)}; UPDATE security_checkpoint SET kind = 'retention'`,
      "1",
      "an entry is missing",
    ],
  ])("%s: the report shows it", async (_name, statement, n, reason) => {
    expect(await report()).toEqual({ isWhole: true, length: 5, waiting: 0, fault: null });
    await owner(statement);
    world.advanceClock({ minutes: 10 });
    expect(await report()).toMatchObject({ isWhole: false, fault: { n, reason } });
  });

  test("a missing end is still detected after the server has continued, because the stored head is kept", async () => {
    await owner(cutAfter(3));
    const note = await readFile(headNoteFile(world.runtime.config), "utf8");
    await record(4);
    await keep();
    expect((await report()).fault).toMatchObject({ n: "5", reason: "the checkpoint says otherwise" });
    expect(await readFile(headNoteFile(world.runtime.config), "utf8")).toBe(note);
  });

  test("a backdated event is not linked", async () => {
    await owner(insertAt("2026-11-22T09:00:00Z"));
    await keep();
    expect((await report()).waiting).toBe(1);
  });

  test("a checkpoint with a forged age causes no deletion", async () => {
    await owner("UPDATE security_checkpoint SET created_at = '2025-01-01'");
    expect(await deleteOldSecurityEvents(world.runtime, world.database.owner.pool)).toBe(0);
    expect((await report()).fault?.reason).toBe("the signature of the checkpoint is invalid");
  });

  test.each([
    ["damaged", () => "", "the head noted in the data directory can't be read"],
    ["forged", (text: string) => text.replace('"n":"5"', '"n":"4"'), "the signature of the checkpoint is invalid"],
  ])("a stored head that is %s is reported", async (_name, change, reason) => {
    const file = headNoteFile(world.runtime.config);
    await writeFile(file, change(await readFile(file, "utf8")));
    expect((await report()).fault?.reason).toBe(reason);
  });
});

test("the head is signed once a day, however often the job runs", async () => {
  const signed = async () => {
    await record(1);
    await chainSecurityEvents(world.runtime);
    await checkpointDaily(world.runtime);
    return world.runtime.db.securityCheckpoint.count();
  };
  expect(await signed()).toBe(1);
  world.advanceClock({ hours: 23 });
  expect(await signed()).toBe(1);
  world.advanceClock({ hours: 1 });
  expect(await signed()).toBe(2);
});

test("after a year, old events are removed up to a checkpoint, and the rest can still be verified", async () => {
  const janitor = createDatabase({ url: world.database.janitorUrl, poolSize: 1 });
  const forget = () => deleteOldSecurityEvents(world.runtime, janitor.pool);
  try {
    await record(3);
    await chainSecurityEvents(world.runtime);
    expect(await forget()).toBe(0);
    await checkpointSecurityEvents(world.runtime);
    world.advanceClock({ days: 366 });
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

const AUTH = generateKeyRing(new Date());

/** Returns the runtime with different data keys. The first key is used for signing. */
async function withDataKeys(value: string) {
  const rings = { auth: parseKeyRing("A", AUTH), data: parseKeyRing("D", value) };
  return { ...world.runtime, keys: await deriveKeys(rings, "http://localhost:3000") };
}

test("the retention marker keeps a valid signature through any number of key rotations", async () => {
  const janitor = createDatabase({ url: world.database.janitorUrl, poolSize: 1 });
  const keys = Array.from({ length: 5 }, () => generateKeyRing(world.runtime.clock()));
  try {
    const first = await withDataKeys(keys[0] ?? "");
    await record(2);
    await chainSecurityEvents(first);
    await checkpointSecurityEvents(first);
    world.advanceClock({ days: 366 });
    await record(1);
    await chainSecurityEvents(first);
    expect(await deleteOldSecurityEvents(first, janitor.pool)).toBe(2);
    for (const [turn, key] of keys.entries())
      if (turn > 0) await rotateDataKey(await withDataKeys(`${key},${keys[turn - 1]}`));
    expect(await verifySecurityChain(await withDataKeys(keys.at(-1) ?? ""))).toMatchObject({
      isWhole: true,
      length: 5,
    });
  } finally {
    await janitor.close();
  }
});

test("an old key can be removed after a rotation; a checkpoint with an unknown key proves nothing", async () => {
  const { runtime } = world;
  const [older, newer] = [generateKeyRing(runtime.clock()), generateKeyRing(runtime.clock())];
  await record(2);
  const before = await withDataKeys(older);
  await queueMail(runtime.db, before, {
    kind: "invite",
    userId: null,
    locale: "en",
    recipient: "nora@example.org",
    body: { subject: "Hello", paragraphs: [] },
    expiresAt: new Date(runtime.clock().getTime() + 60_000),
  });
  await chainSecurityEvents(before);
  await checkpointSecurityEvents(before);
  expect((await verifySecurityChain(await withDataKeys(newer))).fault?.reason).toContain("not in the ring");

  const both = await withDataKeys(`${newer},${older}`);
  expect(await rotateDataKey(both)).toEqual({ mails: 1 });
  expect(await rotateDataKey(both)).toEqual({ mails: 0 });
  const after = await withDataKeys(newer);
  expect(await verifySecurityChain(after)).toMatchObject({ isWhole: true, length: 4 });
  expect((await waitingMails({ ...world, runtime: after })).map(({ subject }) => subject)).toEqual(["Hello"]);
});

test("the application can neither change nor delete an event", async () => {
  await record(1);
  const { pool } = world.database.app;
  await expect(pool.query("UPDATE security_event SET meta = '{}'")).rejects.toMatchObject({ code: "42501" });
  await chainSecurityEvents(world.runtime);
  await checkpointSecurityEvents(world.runtime);
  for (const table of ["security_event", "security_event_link", "security_checkpoint"]) {
    await expect(pool.query(`DELETE FROM ${table}`)).rejects.toMatchObject({ code: "42501" });
  }
});
