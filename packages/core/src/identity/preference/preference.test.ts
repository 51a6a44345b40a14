import { SetPreference } from "@docket/schema/preference";
import { afterAll, beforeAll, expect, test } from "vitest";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createWorld } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { setPreference } from "./mutations.ts";
import { listPreferences } from "./queries.ts";

let world: World;
let mira: Person;
beforeAll(async () => {
  world = await createWorld();
  mira = await world.person("Mira");
});
afterAll(() => world.close());

const set = (person: Person, key: string, value: unknown) =>
  setPreference(world.ctxOf(person), SetPreference.parse({ key, value }));
const all = async (person: Person) =>
  Object.fromEntries((await listPreferences(world.ctxOf(person))).items.map(({ key, value }) => [key, value]));

test("the last write wins, null deletes, and each user has their own", async () => {
  const omar = await world.person("Omar");
  await set(mira, "appearance.theme", "dark");
  await set(mira, "appearance.theme", { name: "light", at: [1, null, true] });
  await set(mira, "density", "high");
  await set(omar, "density", "low");
  expect(await all(mira)).toEqual({ "appearance.theme": { name: "light", at: [1, null, true] }, density: "high" });
  await set(mira, "density", null);
  expect(await all(mira)).toEqual({ "appearance.theme": { name: "light", at: [1, null, true] } });
  expect(await all(omar)).toEqual({ density: "low" });
});

test("a user can have 200 preferences, and can still change existing ones", async () => {
  const ines = await world.person("Ines");
  for (let count = 0; count < 200; count += 1) await set(ines, `view.${count}`, count);
  expect(await errorCodeOf(set(ines, "one.more", 1))).toBe("conflict");
  await set(ines, "view.7", "changed");
  expect((await all(ines))["view.7"]).toBe("changed");
});

test.each([
  ["too large", "x".repeat(40_000)],
  ["NUL", "a\u0000b"],
  ["a lone surrogate", { deep: ["\ud800"] }],
])("a value that can't be stored is rejected: %s", (_name, value) => {
  expect(SetPreference.safeParse({ key: "k", value }).success).toBe(false);
});

test.each(["", "9lives", "a b", "__proto__", "x".repeat(101)])("the key %j is rejected", (key) => {
  expect(SetPreference.safeParse({ key, value: 1 }).success).toBe(false);
});
