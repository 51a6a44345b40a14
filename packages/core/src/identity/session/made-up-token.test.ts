import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createWorld } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { signOut } from "./mutations.ts";
import { refreshSession } from "./refresh.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

test("a forged token that begins like a real one ends no session, however it is sent", async () => {
  const mira = await world.person("Mira");
  world.advanceClock({ minutes: 9 });
  const { cookies } = await refreshSession(world.anonymous(), mira.cookies.refresh ?? null);
  world.advanceClock({ minutes: 5 });
  const bytes = Buffer.from(cookies.refresh ?? "", "base64url");
  for (const at of [16, 31, 32, 47]) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    const madeUp = changed.toString("base64url");
    expect((await refreshSession(world.anonymous(), madeUp)).isOk).toBe(false);
    await signOut(world.anonymous(), null, madeUp);
  }
  expect(
    (await world.runtime.db.session.findUniqueOrThrow({ where: { id: mira.actor.sessionId } })).revokedAt,
  ).toBeNull();
  expect((await refreshSession(world.anonymous(), cookies.refresh ?? null)).isOk).toBe(true);
  expect(await world.runtime.db.securityEvent.count({ where: { subjectId: mira.id } })).toBe(0);
});
