import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "./testing/database.ts";
import type { TestDatabase } from "./testing/database.ts";
import { withClient } from "./with-client.ts";

let database: TestDatabase;
beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());

test("fails with the next statement after the server has ended the connection", async () => {
  const config = { connectionString: database.ownerUrl };
  const work = withClient(config, async (client) => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const isEnded = new Promise((resolve) => {
      client.once("end", resolve);
    });
    await database.owner.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    await isEnded;
    await client.query("SELECT 1");
  });
  await expect(work).rejects.toThrow();
});

test("closes the connection after the work, and if it fails", async () => {
  const config = { connectionString: database.ownerUrl, application_name: "with-client-test" };
  expect(await withClient(config, async () => "done")).toBe("done");
  await expect(withClient(config, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  const open = "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'with-client-test'";
  await expect.poll(async () => (await database.owner.pool.query(open)).rows).toEqual([{ count: 0 }]);
});
