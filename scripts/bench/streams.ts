// Measures how long changes take to reach many live streams of one workspace, and what the streams cost the server.
// `npm run bench -- streams [--loads 100x5,400x5] [--seconds 20] [--program …/apps/server/dist/main.js]`. See
// docs/benchmark.md.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Pool } from "pg";
import { generateKeyRing } from "../../packages/auth/src/key-ring.ts";
import { findEmbedded } from "../../packages/db/src/embedded/start.ts";
import { createAccessTokens } from "./access-tokens.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { fill, idOf } from "./data.ts";
import type { MeasuredServer } from "./servers.ts";
import { freePort, sendMessage, startDocket, startProcess, stopProcess } from "./servers.ts";
import type { StreamOrder, StreamReport } from "./stream-load.ts";
import { percentile } from "./tally.ts";

const { values: flags } = parseArgs({
  options: {
    loads: { type: "string", default: "100x5,400x5,400x10,2000x5" },
    seconds: { type: "string", default: "20" },
    program: { type: "string" },
    profile: { type: "string" },
  },
});
const WARM_UP_MS = 3_000;
const MEGABYTE = 1024 * 1024;
const [workspaceId, projectId] = [idOf("workspace", 0), idOf("project", 1)];

type Memory = Record<"rss" | "heapUsed" | "external", number>;
type Load = { streams: number; writesPerSecond: number };

function loadOf(text: string): Load {
  const [streams = 0, writesPerSecond = 0] = text.split("x").map(Number);
  if (!(streams > 0 && writesPerSecond > 0)) throw new Error(`"${text}" is not streams x writes per second.`);
  return { streams, writesPerSecond };
}

/** Adds everyone to one workspace and to one of its projects. */
async function shareProject(owner: Pool): Promise<void> {
  const others = "FROM user_account WHERE id <> $2::uuid";
  const values = [workspaceId, idOf("user", 0)];
  await owner.query(
    `INSERT INTO workspace_member (workspace_id, user_id, role) SELECT $1::uuid, id, 'member' ${others}`,
    values,
  );
  await owner.query(
    `INSERT INTO project_member (workspace_id, project_id, user_id, role, rank) SELECT $1::uuid, $3::uuid, id, 'editor', 'a0' ${others}`,
    [...values, projectId],
  );
  // Each person has an inbox in the workspace, so that no two of them have the same projects.
  await owner.query(
    `WITH made AS (
      INSERT INTO project (id, workspace_id, key, name, inbox_of, created_by)
      SELECT gen_random_uuid(), $1::uuid, 'I' || row_number() OVER (ORDER BY id), 'Inbox', id, id ${others}
      RETURNING id, inbox_of
    ) INSERT INTO project_member (workspace_id, project_id, user_id, role, rank)
      SELECT $1::uuid, id, inbox_of, 'manager', 'a1' FROM made`,
    values,
  );
}

/** Returns the memory that the server uses, in bytes. `rss` is measured before, the rest after garbage collection. */
async function memoryOf({ pid }: MeasuredServer, file: string): Promise<Memory> {
  rmSync(file, { force: true });
  process.kill(pid, "SIGUSR2");
  while (!existsSync(file)) await sleep(20);
  return JSON.parse(readFileSync(file, "utf8")) as Memory;
}

async function order(load: ReturnType<typeof startProcess>, sent: StreamOrder) {
  const report = await sendMessage<StreamReport>(load, sent);
  if ("problem" in report) throw new Error(report.problem);
  return report;
}

/** Measures one load on a server that has just been started, because memory is not always returned. */
async function measure({ streams, writesPerSecond }: Load): Promise<(number | string)[]> {
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), "docket-bench-"));
  const memoryFile = path.join(dataDirectory, "memory.json");
  const ring = generateKeyRing(new Date());
  const stops: (() => Promise<void>)[] = [];
  try {
    const docket = await startDocket({
      dataDirectory,
      port: await freePort(),
      settings: {
        AUTH_SECRETS: ring,
        BENCH_MEMORY_FILE: memoryFile,
        ...(process.env.BENCH_HEAP_SNAPSHOT !== undefined && { BENCH_HEAP_SNAPSHOT: process.env.BENCH_HEAP_SNAPSHOT }),
      },
      nodeOptions: [
        `--import=${path.join(import.meta.dirname, "memory-probe.mjs")}`,
        ...(flags.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${flags.profile}`]),
      ],
      ...(flags.program !== undefined && { program: flags.program }),
    });
    stops.push(docket.stop);
    const urls = await findEmbedded(dataDirectory);
    if (!urls) throw new Error("The embedded database is not to be found.");
    const owner = new Pool({ connectionString: urls.ownerUrl, max: 1 });
    stops.push(() => owner.end());
    await fill(owner);
    await shareProject(owner);
    const load = startProcess("stream-load.ts");
    stops.push(() => stopProcess(load));
    const tokens = await createAccessTokens(ring, docket.origin);
    const plan = { origin: docket.origin, tokens, workspaceId, projectId, writesPerSecond };

    // A few streams, so that the code is compiled before its memory is measured.
    await order(load, { ...plan, streams: 5, milliseconds: WARM_UP_MS });
    const before = await memoryOf(docket, memoryFile);
    await order(load, { ...plan, streams, milliseconds: WARM_UP_MS });
    const usedBefore = cpuTimeOf(docket.pid, false);
    const startedAt = performance.now();
    const { latencies, writes } = await order(load, { ...plan, streams, milliseconds: Number(flags.seconds) * 1000 });
    const elapsed = performance.now() - startedAt;
    const used = cpuTimeOf(docket.pid, false) - usedBefore;
    const after = await memoryOf(docket, memoryFile);
    if (latencies.length !== writes * streams) throw new Error(`${latencies.length} of ${writes * streams} arrived.`);
    const each = (name: "heapUsed" | "external") => ((after[name] - before[name]) / streams / 1024).toFixed(0);
    return [
      `${streams} × ${writesPerSecond}/s`,
      latencies.length,
      percentile(latencies, 0.5).toFixed(0),
      percentile(latencies, 0.95).toFixed(0),
      percentile(latencies, 0.999).toFixed(0),
      `${((used / elapsed) * 100).toFixed(0)} %`,
      ((used / latencies.length) * 1000).toFixed(0),
      `${(before.rss / MEGABYTE).toFixed(0)} → ${(after.rss / MEGABYTE).toFixed(0)}`,
      each("heapUsed"),
      each("external"),
    ];
  } finally {
    for (const stop of stops.toReversed()) await stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

// The measured processes receive Ctrl-C themselves. This process ignores it so that it can clean up after them.
process.on("SIGINT", () => undefined);
console.log(
  "| streams × writes | delivered | p50 ms | p95 ms | p99.9 ms | CPU of a core | CPU µs/delivery | RSS MB | heap kB/stream | external kB/stream |\n|---|---|---|---|---|---|---|---|---|---|",
);
for (const text of flags.loads.split(",")) console.log(`| ${(await measure(loadOf(text))).join(" | ")} |`);
