import { afterAll, beforeAll, expect, test } from "vitest";
import { callAs } from "./call.ts";
import type { Harness } from "./harness.ts";
import { PROCEDURES, createHarness, inputsOf, metaOf } from "./harness.ts";
import { createPerson } from "./principals.ts";

let harness: Harness;
beforeAll(async () => {
  harness = await createHarness();
});
afterAll(() => harness.world.close());

const sensitive = [...PROCEDURES.keys()].filter((path) => metaOf(path).auth.startsWith("fresh"));

test("sensitive procedures exist", () => {
  expect(sensitive).toContain("account.delete");
  expect(sensitive).toContain("apiToken.create");
  expect(sensitive).toContain("user.setRole");
});

test.each(sensitive)("%s requires reauthentication after ten minutes", async (path) => {
  const me = await createPerson(harness.world, "instanceAdmin");
  const [maker = () => undefined] = inputsOf(path);
  const input = await maker({ ...harness, fixture: await harness.fixture(), me });
  const provedAgo = (minutes: number) => {
    const authenticatedAt = new Date(harness.world.runtime.clock().getTime() - minutes * 60_000 - 1);
    return { kind: "actor" as const, actor: { ...me.actor, authenticatedAt }, locale: "en" as const };
  };
  expect(await callAs(harness.world, provedAgo(10), path, input)).toBe("reauthentication_required");
  expect(await callAs(harness.world, provedAgo(9), path, input)).toBe("ok");
});
