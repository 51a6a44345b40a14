import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTaskWorld } from "../../testing/task-world.ts";
import type { TaskWorld } from "../../testing/task-world.ts";
import { createJobCtx } from "./job-ctx.ts";

let world: TaskWorld;
beforeAll(async () => (world = await createTaskWorld()));
afterAll(() => world.close());

test("all changes of a step of a job happen at one time", async () => {
  const owner = { id: uuidv7(), userId: world.ada.id, tokenId: null };
  const step = await createJobCtx(world.runtime, owner, "import");
  const begin = step.now();
  world.advanceClock({ seconds: 2 });
  expect(step.now()).toEqual(begin);
  const next = await createJobCtx(world.runtime, owner, "import");
  expect(Number(next.now()) - Number(begin)).toBe(2_000);
});
