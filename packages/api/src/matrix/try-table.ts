import { afterAll, beforeAll, expect, test } from "vitest";
import { ACCESS } from "./access.ts";
import type { Harness } from "./harness.ts";
import { createHarness, inputsOf } from "./harness.ts";
import type { Inputs } from "./input-context.ts";
import { PRINCIPALS } from "./principals.ts";
import type { Row } from "./table.ts";
import { readTable, statusOf } from "./table.ts";

/**
 * Creates a test for each of the given procedures. In each test, every principal calls the procedure on a workspace
 * that no earlier call has changed, and must receive the status from the access table. A rejected call must not write
 * anything.
 */
export function testAccessTable(inputs: Record<string, Inputs>): void {
  const table = readTable(ACCESS);
  let harness: Harness;
  beforeAll(async () => {
    harness = await createHarness();
  });
  afterAll(() => harness.world.close());

  test.each(Object.keys(inputs))("%s", { timeout: 120_000 }, async (path) => {
    const [maker = () => undefined] = inputsOf(path);
    const found: Partial<Row> = {};
    for (const principal of PRINCIPALS) {
      const { ending, hasWritten } = await harness.play(path, principal, maker);
      const trace = hasWritten && ending !== "ok" ? ", and has written" : "";
      found[principal] = statusOf(ending) + trace;
    }
    expect(found).toEqual(table.get(path));
  });
}
