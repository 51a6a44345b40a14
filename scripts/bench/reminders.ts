// Measures how long the server takes to deliver 10,000 reminders that are due at the same time, and how much longer
// requests take meanwhile. See docs/benchmark.md.
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import { generateKeyRing } from "../../packages/auth/src/key-ring.ts";
import { findEmbedded } from "../../packages/db/src/embedded/start.ts";
import { createAccessTokens } from "./access-tokens.ts";
import { fill, SIZE } from "./data.ts";
import type { LoadOrder, LoadReport } from "./load.ts";
import { freePort, sendMessage, startDocket, startProcess, stopProcess } from "./servers.ts";
import { percentile } from "./tally.ts";

const REMINDERS = 10_000;
/** Reminders must be delivered in the minute in which they are due. */
const LIMIT_MS = 60_000;
const WARM_UPS = 4;
const ROUNDS = 5;
const ROUND_MS = 500;
/** Rounds without reminders before each delivery, so that both conditions have about as many requests. */
const QUIET_ROUNDS = 4;
/** Few enough that the server is not busy without the reminders. */
const CONNECTIONS = 2;

/** Adds reminders that are due now. Written directly, because the API doesn't accept past times. */
async function addReminders(owner: Pool): Promise<void> {
  await owner.query(
    `INSERT INTO reminder (workspace_id, id, task_id, user_id, basis, on_date, on_time, on_zone, at, updated_at)
     SELECT workspace_id, gen_random_uuid(), id, created_by, 'absolute', '2026-01-01', '09:00', 'UTC', now(), now()
     FROM task WHERE number <= $1`,
    [REMINDERS / SIZE.users],
  );
  // As autovacuum does within a minute.
  await owner.query("ANALYZE reminder");
}

/** Waits until all reminders are delivered, and returns the elapsed time in milliseconds. */
async function untilDelivered(owner: Pool): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const { rows } = await owner.query("SELECT 1 FROM reminder WHERE fired_at IS NULL LIMIT 1");
    const elapsed = performance.now() - startedAt;
    if (rows.length === 0) return elapsed;
    if (elapsed > LIMIT_MS) throw new Error("The reminders were not delivered within a minute.");
    await sleep(20);
  }
}

/** Returns a function that sends requests for a while and returns their latencies in milliseconds. */
function createLoad(load: ChildProcess, order: Pick<LoadOrder, "origin" | "tokens">) {
  let from = 0;
  return async (): Promise<number[]> => {
    const round = { scenario: "list", headers: {}, from, milliseconds: ROUND_MS, connections: CONNECTIONS } as const;
    const report = await sendMessage<LoadReport>(load, { ...order, ...round });
    if ("problem" in report) throw new Error(report.problem);
    from = report.next;
    return report.latencies;
  };
}

async function measure(owner: Pool, sendRequests: () => Promise<number[]>): Promise<void> {
  const [quiet, busy, durations]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < WARM_UPS; round += 1) await sendRequests();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let count = 0; count < QUIET_ROUNDS; count += 1) quiet.push(...(await sendRequests()));
    await addReminders(owner);
    const delivered = new AbortController();
    const delivery = untilDelivered(owner).finally(() => delivered.abort());
    while (!delivered.signal.aborted) busy.push(...(await sendRequests()));
    durations.push(await delivery);
  }
  const longest = (Math.max(...durations) / 1000).toFixed(1);
  const usual = (percentile(durations, 0.5) / 1000).toFixed(1);
  console.log(`${REMINDERS} reminders: delivered after ${usual} s (median of ${ROUNDS}), at most ${longest} s\n`);
  console.log("| list 50 tasks | requests | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|---|");
  for (const [label, latencies] of [
    ["otherwise", quiet],
    ["while reminders are delivered", busy],
  ] as const) {
    const figures = [0.5, 0.95, 0.99].map((share) => percentile(latencies, share).toFixed(1));
    console.log(`| ${label} | ${latencies.length} | ${figures.join(" | ")} |`);
  }
}

const dataDirectory = mkdtempSync(path.join(os.tmpdir(), "docket-bench-"));
const ring = generateKeyRing(new Date());
const stops: (() => Promise<void>)[] = [];
try {
  const port = await freePort();
  const docket = await startDocket({ dataDirectory, port, settings: { AUTH_SECRETS: ring }, nodeOptions: [] });
  stops.push(docket.stop);
  const urls = await findEmbedded(dataDirectory);
  if (!urls) throw new Error("The embedded database is not to be found.");
  const owner = new Pool({ connectionString: urls.ownerUrl, max: 1 });
  stops.push(() => owner.end());
  await fill(owner);
  const load = startProcess("load.ts");
  stops.push(() => stopProcess(load));
  const { origin } = docket;
  await measure(owner, createLoad(load, { origin, tokens: await createAccessTokens(ring, origin) }));
} finally {
  for (const stop of stops.toReversed()) await stop();
  rmSync(dataDirectory, { recursive: true, force: true });
}
