// Measures how long it takes to find the next push notification among many devices, and prints a table. See
// docs/benchmark.md.
import type { Pool } from "pg";
import type { Runtime } from "../../packages/core/src/runtime/runtime.ts";
import { dequeue, leasePush, release } from "../../packages/core/src/workflows/notification/push-queue.ts";
import { Prisma } from "../../packages/db/src/generated/client.ts";
import { fineCpuTimeOf } from "./cpu-time.ts";
import { idOf, sqlId } from "./data.ts";
import { percentile } from "./tally.ts";
import { withTemporaryDatabase } from "./temporary-runtime.ts";

const DEVICES = 10_000;
const MAX_LEASES = 500;

/**
 * What is queued. `queued` and `waiting` are SQL conditions on the number `n` of a device: whether something is due for
 * it, and whether nothing may be sent to it yet. Devices with lower numbers have waited longer.
 */
type Case = { label: string; queued: string; waiting?: string };
const CASES: Case[] = [
  { label: "nothing", queued: "false" },
  { label: "one notification for each device", queued: "true" },
  { label: "one for each of the 5,000 devices that were used last", queued: `n >= ${DEVICES / 2}` },
  { label: "one for a device that can't be reached", queued: "n = 0", waiting: "n = 0" },
  { label: "one for each of 201 devices that can't be reached", queued: "n < 201", waiting: "n < 201" },
  {
    label: "one for each device, of which half can't be reached",
    queued: "true",
    waiting: "n % 2 = 0",
  },
  { label: "one for each of 5,000 devices that can't be reached", queued: "n < 5000", waiting: "n < 5000" },
];

/** Adds a person with many devices, whose ids are not in the order in which they have waited. */
async function fill(owner: Pool): Promise<void> {
  const [workspace, user] = [idOf("workspace", 0), idOf("user", 0)];
  const statements = [
    `INSERT INTO user_account (id, email, email_folded, name) VALUES ('${user}', 'ada@example.org', 'ada@example.org', 'Ada')`,
    `INSERT INTO workspace (id, slug, name) VALUES ('${workspace}', 'ada', 'Ada')`,
    `INSERT INTO workspace_member (workspace_id, user_id, role) VALUES ('${workspace}', '${user}', 'owner')`,
    `INSERT INTO notification (workspace_id, id, user_id, kind, dedupe_key)
     VALUES ('${workspace}', '${idOf("task", 0)}', '${user}', 'reminder', 'bench')`,
    `CREATE TABLE device AS SELECT n, ${sqlId("session", `((n::bigint * 7919) % ${DEVICES})::int`)} AS session_id
     FROM generate_series(0, ${DEVICES - 1}) AS n`,
    `INSERT INTO session (id, user_id, family_hash, refresh_hash, idle_expires_at, absolute_expires_at)
     SELECT session_id, '${user}', sha256(('family ' || n)::bytea), sha256(('refresh ' || n)::bytea),
       now() + interval '7 days', now() + interval '30 days' FROM device`,
  ];
  for (const text of statements) await owner.query(text);
}

async function prepare(owner: Pool, { queued, waiting = "false" }: Case): Promise<void> {
  const statements = [
    "TRUNCATE push_subscription CASCADE",
    `INSERT INTO push_subscription (session_id, endpoint, p256dh, auth, not_before)
     SELECT session_id, 'https://push.invalid/' || n, decode(repeat('04', 65), 'hex'), decode(repeat('00', 16), 'hex'),
       now() + CASE WHEN ${waiting} THEN interval '1 hour' ELSE n * interval '1 second' - interval '1 day' END FROM device`,
    `INSERT INTO push_delivery (workspace_id, notification_id, session_id, not_before, expires_at)
     SELECT workspace_id, id, session_id, now(), now() + interval '1 day' FROM notification, device WHERE ${queued}`,
    "VACUUM (ANALYZE) push_subscription, push_delivery",
  ];
  for (const text of statements) await owner.query(text);
}

/** Leases and removes push notifications one after the other, and returns the times of the leases in milliseconds. */
async function lease(runtime: Runtime, cpuTime: () => number): Promise<{ ms: number[]; cpuMs: number[] }> {
  const [ms, cpuMs]: [number[], number[]] = [[], []];
  const now = Prisma.sql`now()`;
  let previous: string | undefined;
  while (ms.length < MAX_LEASES) {
    const [startedAt, usedBefore] = [performance.now(), cpuTime()];
    const push = await leasePush(runtime.db, now, previous);
    ms.push(performance.now() - startedAt);
    cpuMs.push(cpuTime() - usedBefore);
    previous = push?.sessionId;
    if (!push) continue;
    await dequeue(runtime.db, push);
    await release(runtime.db, push);
  }
  return { ms, cpuMs };
}

await withTemporaryDatabase(async (owner, withRuntime) => {
  await fill(owner);
  await withRuntime(async (runtime) => {
    const { rows } = await runtime.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const cpuTime = () => fineCpuTimeOf(rows[0]?.pid ?? 0);
    console.log("| What is queued | p50 ms | p95 ms | p50 database CPU ms |\n|---|---|---|---|");
    for (const state of CASES) {
      await prepare(owner, state);
      const { ms, cpuMs } = await lease(runtime, cpuTime);
      const figures = [percentile(ms, 0.5), percentile(ms, 0.95), percentile(cpuMs, 0.5)];
      console.log(`| ${state.label} | ${figures.map((figure) => figure.toFixed(1)).join(" | ")} |`);
    }
  });
});
