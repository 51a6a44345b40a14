import { afterAll, beforeAll, expect, it } from "vitest";
import { createWorld } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { recordDenial } from "./event.ts";
import { listOwnSecurityEvents } from "./queries.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld({ isLimited: true });
});
afterAll(() => world.close());

it("logs repeated denials of one kind in a few entries with a count, and other kinds separately", async () => {
  const [ada, bob] = [await world.person("Ada"), await world.person("Bob")];
  for (let count = 1; count <= 120; count += 1) await recordDenial(world.ctxOf(ada), "user.list", "forbidden");
  await recordDenial(world.ctxOf(ada), "user.list", "reauthentication_required");
  await recordDenial(world.ctxOf(bob), "user.list", "forbidden");
  const countsOf = async (person: typeof ada) =>
    (await listOwnSecurityEvents(world.ctxOf(person), { limit: 50 })).items
      .filter(({ kind }) => kind === "authz_fail")
      .map(({ meta }) => [meta["reason"], meta["count"]])
      .toReversed();
  expect(await countsOf(ada)).toEqual([
    ["forbidden", 1],
    ["forbidden", 10],
    ["forbidden", 100],
    ["reauthentication_required", 1],
  ]);
  expect(await countsOf(bob)).toEqual([["forbidden", 1]]);
});
