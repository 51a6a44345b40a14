import { afterAll, beforeAll, expect, test } from "vitest";
import type { World } from "./world.ts";
import { createWorld } from "./world.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());

test("a user has a workspace whose change log begins with its creation", async () => {
  const mira = await world.person("Mira Holm");
  expect(mira.slug).toBe("mira-holm");

  const changes = await world.runtime.db.change.findMany({
    where: { workspaceId: mira.workspaceId },
    orderBy: { seq: "asc" },
  });
  expect(changes.map(({ seq, entity, op, projectId }) => ({ seq, entity, op, projectId }))).toEqual([
    { seq: 1n, entity: "workspace", op: "create", projectId: null },
    { seq: 2n, entity: "workspace_member", op: "grant", projectId: null },
    { seq: 3n, entity: "project", op: "create", projectId: mira.inboxId },
  ]);
  const commands = await world.runtime.db.command.findMany({ where: { workspaceId: mira.workspaceId } });
  expect(commands).toMatchObject([{ kind: "workspace.create", actorId: mira.id, firstSeq: 1n, lastSeq: 3n }]);
});

test("two users with the same name get different slugs", async () => {
  const [first, second] = [await world.person("Jo"), await world.person("Jo")];
  expect(first.slug).toBe("jo");
  expect(second.slug).toMatch(/^jo-[0-9a-f]{8}$/);
});

test("the clock advances only when a test advances it", () => {
  world.setTime("2026-11-23T09:00:00.000Z");
  world.advanceClock({ hours: 1, minutes: 30 });
  expect(world.runtime.clock().toISOString()).toBe("2026-11-23T10:30:00.000Z");
});
