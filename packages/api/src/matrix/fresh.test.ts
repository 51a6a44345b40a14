import { afterAll, beforeAll, expect, test } from "vitest";
import { callAs } from "./call.ts";
import { castPerson } from "./cast.ts";
import type { Stage } from "./stage.ts";
import { PROCEDURES, createStage, inputsOf, metaOf } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await createStage();
});
afterAll(() => stage.world.close());

const sensitive = [...PROCEDURES.keys()].filter((path) => metaOf(path).auth.startsWith("fresh"));

test("there are sensitive procedures", () => {
  expect(sensitive).toContain("account.delete");
  expect(sensitive).toContain("apiToken.create");
  expect(sensitive).toContain("user.setRole");
});

test.each(sensitive)("%s asks again who it is after ten minutes", async (path) => {
  const me = await castPerson(stage.world, "instanceAdmin");
  const [maker = () => undefined] = inputsOf(path);
  const input = await maker({ ...stage, fixture: await stage.fixture(), me });
  const provedAgo = (minutes: number) => {
    const authenticatedAt = new Date(stage.world.runtime.clock().getTime() - minutes * 60_000 - 1);
    return { kind: "actor" as const, actor: { ...me.actor, authenticatedAt } };
  };
  expect(await callAs(stage.world, provedAgo(10), path, input)).toBe("reauthentication_required");
  expect(await callAs(stage.world, provedAgo(9), path, input)).toBe("ok");
});
