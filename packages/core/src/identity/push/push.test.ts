import { generateKeyRing, parseKeyRing } from "@docket/auth/key-ring";
import { sealedKeyId } from "@docket/auth/seal";
import { importVapidKey } from "@docket/auth/vapid";
import { AddPushSubscription, MAX_PUSH_DEVICES } from "@docket/schema/push";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { rotateDataKey } from "../../operations/rotate-data-key.ts";
import { deriveKeys } from "../../runtime/keys.ts";
import { startPushService } from "../../testing/push-service.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { exportAccount } from "../../workflows/export/account.ts";
import { deleteAccount } from "../../workflows/registration/delete.ts";
import { revokeSession, signOut } from "../session/mutations.ts";
import { openSession } from "../session/open.ts";
import { addPushSubscription, removePushSubscription, renewPushSubscription } from "./mutations.ts";
import { getPushKey, listPushDevices } from "./queries.ts";
import { getVapidKey } from "./vapid-key.ts";

type PushService = Awaited<ReturnType<typeof startPushService>>;

let world: World;
let pushService: PushService;
let ada: Person;
let grace: Person;
beforeAll(async () => {
  pushService = await startPushService();
  world = await createWorld();
});
afterAll(async () => {
  await world.close();
  await pushService.close();
});
beforeEach(async () => {
  [ada, grace] = await Promise.all([world.person("Ada"), world.person("Grace")]);
});

/** Returns a context in which the push service of the test can be used. */
const ctxOf = (person: Person) => ({
  ...world.ctxOf(person),
  runtime: { ...world.runtime, outbound: pushService.outbound },
});

const newSubscription = () => AddPushSubscription.parse(pushService.browser().subscription);

/** Returns the same person in another browser. */
async function inOtherBrowser(person: Person): Promise<Person> {
  const user = { id: person.id, securityVersion: 0 };
  const { db, runtime } = ctxOf(person);
  const { sessionId } = await openSession(db, runtime, world.anonymous().request, user, null);
  return { ...person, actor: { ...person.actor, sessionId } };
}

const devicesOf = async (person: Person) => (await listPushDevices(ctxOf(person))).items;

test("lists a person's browsers, and marks the one that asks", async () => {
  const phone = await inOtherBrowser(ada);
  await addPushSubscription(ctxOf(ada), newSubscription());
  const phoneSubscription = newSubscription();
  await addPushSubscription(ctxOf(phone), phoneSubscription);
  const [first, second] = await devicesOf(phone);
  expect([first, second].map((device) => [device?.id, device?.isCurrent])).toEqual([
    [phone.actor.sessionId, true],
    [ada.actor.sessionId, false],
  ]);
  expect((await listPushDevices(ctxOf(phone))).endpoint).toBe(phoneSubscription.endpoint);
  expect(first).toMatchObject({ userAgent: "Test", lastUsedAt: null });
  expect(await listPushDevices(ctxOf(grace))).toEqual({ items: [], endpoint: null });
});

test("a repeated call changes nothing, and a new subscription replaces that of the browser", async () => {
  const subscription = newSubscription();
  await addPushSubscription(ctxOf(ada), subscription);
  const stored = () => world.runtime.db.pushSubscription.findMany({ where: { session: { userId: ada.id } } });
  const [before] = await stored();
  world.advanceClock({ minutes: 1 });
  await addPushSubscription(ctxOf(ada), subscription);
  expect(await stored()).toEqual([before]);
  const next = newSubscription();
  await addPushSubscription(ctxOf(ada), next);
  expect(await stored()).toMatchObject([{ endpoint: next.endpoint }]);
});

test("a new address replaces that of the same session, and keeps what is queued for it", async () => {
  await addPushSubscription(ctxOf(ada), newSubscription());
  const phone = await inOtherBrowser(ada);
  await addPushSubscription(ctxOf(phone), newSubscription());
  const find = (sessionId: string) => world.runtime.db.pushSubscription.findUnique({ where: { sessionId } });
  const other = await find(phone.actor.sessionId);
  await world.runtime.db.pushSubscription.update({
    where: { sessionId: ada.actor.sessionId },
    data: { failures: 3, notBefore: new Date("2100-01-01T00:00:00Z") },
  });
  const next = newSubscription();
  await renewPushSubscription(ctxOf(ada), next);
  expect(await find(ada.actor.sessionId)).toMatchObject({
    endpoint: next.endpoint,
    failures: 0,
    notBefore: world.runtime.clock(),
  });
  expect(await find(phone.actor.sessionId)).toEqual(other);
  await renewPushSubscription(ctxOf(ada), next);
  const added = { subjectId: ada.id, kind: "user_push_added" };
  expect(await world.runtime.db.securityEvent.count({ where: added })).toBe(3);
});

test("a new address turns on nothing in a session without push notifications, and can't be another browser's", async () => {
  const next = newSubscription();
  await expect(renewPushSubscription(ctxOf(ada), next)).rejects.toMatchObject({ code: "not_found" });
  await addPushSubscription(ctxOf(ada), newSubscription());
  await expect(renewPushSubscription(ctxOf(await inOtherBrowser(ada)), next)).rejects.toMatchObject({
    code: "not_found",
  });
  await addPushSubscription(ctxOf(grace), next);
  await expect(renewPushSubscription(ctxOf(ada), next)).rejects.toMatchObject({ code: "invalid" });
  await expect(renewPushSubscription(ctxOf(ada), { ...next, endpoint: "https://10.0.0.1/push" })).rejects.toMatchObject(
    { code: "invalid" },
  );
});

test("a browser belongs to the person who turned it on last, but no one else can take its address", async () => {
  const subscription = newSubscription();
  await addPushSubscription(ctxOf(ada), subscription);
  const { keys } = newSubscription();
  await expect(addPushSubscription(ctxOf(grace), { ...subscription, keys })).rejects.toMatchObject({ code: "invalid" });
  expect(await devicesOf(ada)).toHaveLength(1);
  await addPushSubscription(ctxOf(grace), subscription);
  expect(await devicesOf(ada)).toEqual([]);
  expect(await devicesOf(grace)).toHaveLength(1);
  const removed = await world.runtime.db.securityEvent.findMany({
    where: { subjectId: ada.id, kind: "user_push_removed" },
  });
  expect(removed).toMatchObject([{ actorId: grace.id, meta: { session: ada.actor.sessionId } }]);
});

test.each(["https://10.0.0.1/push", "https://169.254.169.254/push", "https://[::1]/push"])(
  "refuses the address %s",
  async (endpoint) => {
    const error = await addPushSubscription(ctxOf(ada), { ...newSubscription(), endpoint }).catch(
      (one: unknown) => one,
    );
    expect(error).toMatchObject({ code: "invalid", issues: [{ path: "endpoint" }] });
    expect(await devicesOf(ada)).toEqual([]);
  },
);

test("refuses a key that is no point on the curve, and input of another form", async () => {
  const { endpoint, keys } = newSubscription();
  const p256dh = Buffer.alloc(65, 4).toString("base64url");
  await expect(addPushSubscription(ctxOf(ada), { endpoint, keys: { ...keys, p256dh } })).rejects.toMatchObject({
    issues: [{ path: "keys.p256dh" }],
  });
  for (const wrong of [
    { endpoint: "http://push.example.org/1", keys },
    { endpoint: "HTTPS://push.example.org/1", keys },
    { endpoint: "https:push.example.org/1", keys },
    { endpoint: "https://push.example.org/a/../1", keys },
    { endpoint: "https://push.example.org/1#2", keys },
    { endpoint: "https://push.example.org/ü", keys },
    { endpoint: "https://push.example.org/\0", keys },
    { endpoint: `https://push.example.org/${"x".repeat(1_000)}`, keys },
    { endpoint, keys: { ...keys, auth: "short" } },
    { endpoint, keys: { ...keys, p256dh: `${keys.p256dh.slice(0, -1)}=` } },
  ])
    expect(AddPushSubscription.safeParse(wrong).success).toBe(false);
});

test("a person can have a limited number of devices", async () => {
  for (let count = 0; count < MAX_PUSH_DEVICES; count += 1)
    await addPushSubscription(ctxOf(await inOtherBrowser(ada)), newSubscription());
  await expect(addPushSubscription(ctxOf(ada), newSubscription())).rejects.toMatchObject({
    code: "conflict",
    details: { limit: { entity: "pushSubscription" } },
  });
});

test("people can remove only their own devices, also from another browser", async () => {
  await addPushSubscription(ctxOf(ada), newSubscription());
  const ref = { id: ada.actor.sessionId };
  await expect(removePushSubscription(ctxOf(grace), ref)).rejects.toMatchObject({ code: "not_found" });
  await removePushSubscription(ctxOf(await inOtherBrowser(ada)), ref);
  expect(await devicesOf(ada)).toEqual([]);
  await expect(removePushSubscription(ctxOf(ada), ref)).rejects.toMatchObject({ code: "not_found" });
  const events = await world.runtime.db.securityEvent.findMany({
    where: { subjectId: ada.id, kind: { startsWith: "user_push" } },
    orderBy: { id: "asc" },
  });
  expect(events).toMatchObject([
    { kind: "user_push_added", meta: { service: "127.0.0.1" } },
    { kind: "user_push_removed" },
  ]);
});

test("a device is gone when its session or the account has ended, and is part of the export until then", async () => {
  const [phone, tablet] = [await inOtherBrowser(ada), await inOtherBrowser(ada)];
  for (const person of [ada, phone, tablet]) await addPushSubscription(ctxOf(person), newSubscription());
  await signOut(world.anonymous(), phone.actor, null);
  await revokeSession(ctxOf(ada), { id: tablet.actor.sessionId });
  expect(await devicesOf(ada)).toMatchObject([{ id: ada.actor.sessionId }]);
  let exported = "";
  for await (const piece of exportAccount(ctxOf(ada))) exported += piece;
  expect(JSON.parse(exported)).toMatchObject({ pushDevices: [{ id: ada.actor.sessionId }] });
  await deleteAccount(ctxOf(ada), { email: ada.email });
  expect(await world.runtime.db.pushSubscription.count({ where: { session: { userId: ada.id } } })).toBe(0);
});

test("the key of the installation is created once, stored in sealed form, and kept when the data key is rotated", async () => {
  const { runtime } = world;
  await runtime.db.instanceSetting.deleteMany({ where: { key: "vapid_key" } });
  const keys = await Promise.all([1, 2, 3, 4].map(() => getPushKey(ctxOf(ada))));
  const [{ publicKey } = { publicKey: "" }] = keys;
  expect(new Set(keys.map((key) => key.publicKey))).toEqual(new Set([publicKey]));
  expect(Buffer.from(publicKey, "base64url")).toHaveLength(65);

  const readSealed = async () => {
    const row = await runtime.db.instanceSetting.findUniqueOrThrow({ where: { key: "vapid_key" } });
    return Buffer.from(z.base64().parse(row.value), "base64");
  };
  await expect(importVapidKey((await readSealed()).toString())).rejects.toThrow();
  const [older, newer] = [generateKeyRing(runtime.clock()), generateKeyRing(runtime.clock())];
  const withKeys = async (data: string) => {
    const rings = { auth: parseKeyRing("A", generateKeyRing(new Date())), data: parseKeyRing("D", data) };
    return { ...runtime, keys: await deriveKeys(rings, "http://localhost:3000") };
  };
  await runtime.db.instanceSetting.deleteMany({ where: { key: "vapid_key" } });
  const created = await getVapidKey(await withKeys(older));
  await rotateDataKey(await withKeys(`${newer},${older}`));
  expect(newer.startsWith(`${sealedKeyId(await readSealed())}:`)).toBe(true);
  expect((await getVapidKey(await withKeys(newer))).publicKey).toBe(created.publicKey);
  await runtime.db.instanceSetting.deleteMany({ where: { key: "vapid_key" } });
});
