import { afterAll, beforeAll, expect, test } from "vitest";
import { ACCESS } from "./access.ts";
import { PRINCIPALS } from "./cast.ts";
import type { Inputs } from "./scene.ts";
import type { Stage } from "./stage.ts";
import { createStage, inputsOf } from "./stage.ts";
import type { Row } from "./table.ts";
import { readTable, statusOf } from "./table.ts";

/**
 * Makes a test for each of these procedures: every principal calls it, each on a workspace that no call before has changed,
 * and gets what the table says; whoever is refused has changed nothing.
 */
export function tryTable(inputs: Record<string, Inputs>): void {
  const table = readTable(ACCESS);
  let stage: Stage;
  beforeAll(async () => {
    stage = await createStage();
  });
  afterAll(() => stage.world.close());

  test.each(Object.keys(inputs))("%s", { timeout: 120_000 }, async (path) => {
    const [maker = () => undefined] = inputsOf(path);
    const found: Partial<Row> = {};
    for (const principal of PRINCIPALS) {
      const { ending, hasWritten } = await stage.play(path, principal, maker);
      const trace = hasWritten && ending !== "ok" ? ", and has written" : "";
      found[principal] = statusOf(ending) + trace;
    }
    expect(found).toEqual(table.get(path));
  });
}
