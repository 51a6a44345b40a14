import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { deleteExpired } from "./expiry.ts";
import { issueOneTimeToken } from "./one-time-token.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());

test("deletes expired tokens, sessions and invitations after their retention period, but nothing live", async () => {
  const { db, clock } = world.runtime;
  const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
  await issueOneTimeToken(db, clock(), { purpose: "reset_password", userId: mira.id, email: mira.email });
  await db.session.update({ where: { id: mira.actor.sessionId }, data: { revokedAt: clock() } });
  await db.invitation.create({
    data: {
      workspaceId: mira.workspaceId,
      id: uuidv7(),
      email: "guest@example.org",
      role: "member",
      createdBy: mira.id,
      createdAt: clock(),
      expiresAt: clock(),
    },
  });
  const left = async () => [await db.oneTimeToken.count(), await db.session.count()];

  world.advanceClock({ days: 7 });
  expect(await deleteExpired(world.runtime)).toBe(0);
  world.advanceClock({ days: 1 });
  expect(await deleteExpired(world.runtime)).toBe(1);
  expect(await left()).toEqual([0, 2]);
  world.advanceClock({ days: 23 });
  expect(await deleteExpired(world.runtime)).toBe(2);
  expect(await db.invitation.count()).toBe(0);
  expect(await db.session.findMany({ select: { id: true } })).toEqual([{ id: omar.actor.sessionId }]);
  // Sessions expire after 30 days without use.
  world.advanceClock({ days: 30 });
  expect(await deleteExpired(world.runtime)).toBe(1);
  expect(await left()).toEqual([0, 0]);
});
