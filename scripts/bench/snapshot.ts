// Measures the snapshots of projects of different sizes, and prints a table. See docs/benchmark.md.
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { Pool } from "pg";
import { createLogger } from "../../apps/server/src/front/log.ts";
import { answerSnapshot } from "../../packages/api/src/snapshot.ts";
import { createTestContext } from "../../packages/api/src/testing/context.ts";
import { generateKeyRing, parseKeyRing } from "../../packages/auth/src/key-ring.ts";
import { closeRuntime, createRuntime } from "../../packages/core/src/operations/create-runtime.ts";
import { authenticatedActor } from "../../packages/core/src/runtime/actor.ts";
import { readConfig } from "../../packages/core/src/runtime/config.ts";
import { createLocalNotifier } from "../../packages/core/src/runtime/notifier/local-notifier.ts";
import type { Runtime } from "../../packages/core/src/runtime/runtime.ts";
import { createDatabase } from "../../packages/db/src/client.ts";
import { startTemporaryCluster } from "../../packages/db/src/embedded/temporary-cluster.ts";
import { applyMigrations } from "../../packages/db/src/migrate/apply.ts";
import { applyGrants } from "../../packages/db/src/migrate/grant.ts";
import { SNAPSHOT_PATH } from "../../packages/schema/src/snapshot.ts";
import type { SnapshotHead } from "../../packages/schema/src/snapshot.ts";
import { fineCpuTimeOf } from "./cpu-time.ts";
import { idOf } from "./data.ts";
import { fillForSnapshots, PROJECT_SIZES, READER, WORKSPACE } from "./snapshot-data.ts";
import { percentile } from "./tally.ts";

const ROUNDS = 9;

/** One snapshot. `blockMs` is the longest processor time for which the process could do nothing else. */
type Sample = { ms: number; databaseMs: number; blockMs: number; bytes: Buffer; memory: number };

/**
 * Measures the longest processor time that the process takes between two turns of its event loop. Unlike the elapsed
 * time, it is hardly affected by other load on the machine.
 */
function watchBlocks(): () => number {
  let [longest, before, isOver] = [0, fineCpuTimeOf(process.pid), false];
  const check = () => {
    const now = fineCpuTimeOf(process.pid);
    longest = Math.max(longest, now - before);
    before = now;
    if (!isOver) setImmediate(check);
  };
  setImmediate(check);
  return () => {
    isOver = true;
    return longest;
  };
}

/** Requests a snapshot as the front does, and reads it as fast as it arrives. */
async function takeSnapshot(runtime: Runtime, query: string, backend: number): Promise<Sample> {
  const actor = authenticatedActor({
    kind: "user" as const,
    userId: idOf("user", READER),
    sessionId: idOf("session", READER),
    role: "user" as const,
    isVerified: true,
    authenticatedAt: new Date(),
  });
  const context = createTestContext({
    runtime,
    request: { id: "bench", ip: null, userAgent: "", locale: "en" },
    identity: { kind: "actor", actor, locale: "en" },
    isCounted: true,
  });
  const address = `http://127.0.0.1${SNAPSHOT_PATH}?${query}`;
  const request = new Request(address, { headers: { "accept-encoding": "gzip" } });
  const longestBlock = watchBlocks();
  const [startedAt, usedBefore] = [performance.now(), fineCpuTimeOf(backend)];
  const chunks: Uint8Array[] = [];
  let memory = 0;
  const response = await answerSnapshot(request, { context, cookies: [], rates: [], commands: [] });
  if (response.status !== 200 || response.body === null) throw new Error(await response.text());
  // Node's type of the body does not specify its chunks.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    memory = Math.max(memory, process.memoryUsage().rss);
  }
  const ms = performance.now() - startedAt;
  const databaseMs = fineCpuTimeOf(backend) - usedBefore;
  return { ms, databaseMs, blockMs: longestBlock(), bytes: Buffer.concat(chunks), memory };
}

async function measure(runtime: Runtime): Promise<void> {
  const { rows } = await runtime.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const backend = rows[0]?.pid ?? 0;
  console.log(
    "| open tasks | tasks in the snapshot | covered | p50 ms | database CPU ms | longest block ms | MB gzip | MB | memory MB |\n" +
      "|---|---|---|---|---|---|---|---|---|",
  );
  for (const [project, size] of PROJECT_SIZES.entries()) {
    const samples: Sample[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const query = `workspace=${idOf("workspace", 0)}&project=${idOf("project", project)}`;
      samples.push(await takeSnapshot(runtime, query, backend));
      await sleep(50);
    }
    const text = gunzipSync(samples[0]?.bytes ?? Buffer.alloc(0)).toString();
    const [head = ""] = text.split("\n");
    const { tasks, covered } = JSON.parse(head) as SnapshotHead;
    const median = (value: (sample: Sample) => number) => percentile(samples.map(value), 0.5).toFixed(1);
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);
    const columns = [
      size,
      tasks,
      covered.kind,
      median(({ ms }) => ms),
      median(({ databaseMs }) => databaseMs),
      Math.max(...samples.map(({ blockMs }) => blockMs)).toFixed(1),
      megabytes(samples[0]?.bytes.length ?? 0),
      megabytes(text.length),
      megabytes(Math.max(...samples.map(({ memory }) => memory))),
    ];
    console.log(`| ${columns.join(" | ")} |`);
  }
}

/** Compares the snapshot of a workspace with those of its projects, one after the other. */
async function compareWithProjects(runtime: Runtime): Promise<void> {
  const { rows } = await runtime.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const backend = rows[0]?.pid ?? 0;
  const { index, firstProject, projects, size } = WORKSPACE;
  const workspace = `workspace=${idOf("workspace", index)}`;
  const each = Array.from({ length: projects }, (_, n) => `${workspace}&project=${idOf("project", firstProject + n)}`);
  console.log(
    `\n| ${projects} projects with ${size} open tasks each | p50 ms | database CPU ms | longest block ms | MB gzip |\n|---|---|---|---|---|`,
  );
  const totals = { "one response": [] as Sample[], "a response for each project": [] as Sample[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    totals["one response"].push(await takeSnapshot(runtime, workspace, backend));
    const samples: Sample[] = [];
    for (const query of each) samples.push(await takeSnapshot(runtime, query, backend));
    const sum = (value: (sample: Sample) => number) => samples.reduce((total, sample) => total + value(sample), 0);
    totals["a response for each project"].push({
      ms: sum(({ ms }) => ms),
      databaseMs: sum(({ databaseMs }) => databaseMs),
      blockMs: Math.max(...samples.map(({ blockMs }) => blockMs)),
      bytes: Buffer.concat(samples.map(({ bytes }) => bytes)),
      memory: 0,
    });
  }
  for (const [name, samples] of Object.entries(totals)) {
    const median = (value: (sample: Sample) => number) => percentile(samples.map(value), 0.5).toFixed(1);
    const longest = Math.max(...samples.map(({ blockMs }) => blockMs)).toFixed(1);
    const megabytes = ((samples[0]?.bytes.length ?? 0) / 1e6).toFixed(2);
    const columns = [name, median(({ ms }) => ms), median(({ databaseMs }) => databaseMs), longest, megabytes];
    console.log(`| ${columns.join(" | ")} |`);
  }
}

async function main(): Promise<void> {
  // On Ctrl-C, the guard script of the temporary directory stops PostgreSQL and removes its files.
  process.on("SIGINT", () => process.exit(130));
  const server = await startTemporaryCluster();
  const owner = new Pool({ connectionString: server.ownerUrl, max: 1 });
  const roleOf = (url: string) => new URL(url).username;
  try {
    await applyMigrations({ ownerUrl: server.ownerUrl });
    const [appRole, janitorRole] = [roleOf(server.appUrl), roleOf(server.janitorUrl)];
    await applyGrants({ ownerUrl: server.ownerUrl, appRole, janitorRole });
    await fillForSnapshots(owner);
    const ring = () => parseKeyRing("BENCH", generateKeyRing(new Date()));
    const database = createDatabase({ url: server.appUrl, poolSize: 1 });
    const runtime = await createRuntime({
      config: readConfig({ NODE_ENV: "test" }),
      database,
      log: createLogger("silent"),
      clock: () => new Date(),
      secrets: { auth: ring(), data: ring() },
      notifier: createLocalNotifier(),
    });
    await measure(runtime);
    await compareWithProjects(runtime);
    await closeRuntime(runtime);
    await database.close();
  } finally {
    await owner.end();
    await server.stop();
  }
}

await main();
