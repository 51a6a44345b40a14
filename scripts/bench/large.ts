// Measures lists, counts and search with 100,000 open tasks in one project, and prints a table. See docs/benchmark.md.
import os from "node:os";
import { parseArgs } from "node:util";
import type { Pool } from "pg";
import type { Ctx } from "../../packages/core/src/runtime/ctx.ts";
import { fineCpuTimeOf } from "./cpu-time.ts";
import type { LargeCase } from "./large-case.ts";
import { LARGE_CASES } from "./large-case.ts";
import { fillLarge, LARGE_SIZE } from "./large-data.ts";
import { percentile } from "./tally.ts";
import type { SentStatement } from "./temporary-runtime.ts";
import { benchCtx, observed, withTemporaryDatabase } from "./temporary-runtime.ts";

/** Rounds per case, in which each of its calls is made once. Enough that repeated statements get generic plans. */
const ROUNDS = 20;
const MIN_ROUNDS = 8;
const MAX_CASE_MS = 5_000;
/** The target for the 95th percentile. */
const TARGET_MS = 25;

const { values: flags } = parseArgs({
  options: { rows: { type: "string", default: "1000000" }, only: { type: "string" } },
});

/** `cpu95` is the 95th percentile of the database's CPU time. Other load on the machine hardly affects it. */
type Line = { label: string; p50: number; p95: number; cpu95: number; indexes: string[] };

async function measure(runtime: Ctx["runtime"], owner: Pool, one: LargeCase): Promise<Line> {
  const { rows } = await runtime.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const cpuTime = () => fineCpuTimeOf(rows[0]?.pid ?? 0);
  const calls = await one.prepare(benchCtx(runtime, one.person));
  const times: number[] = [];
  const cpuTimes: number[] = [];
  const startedAt = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round >= MIN_ROUNDS && performance.now() - startedAt > MAX_CASE_MS) break;
    for (const call of calls) {
      const [calledAt, usedBefore] = [performance.now(), cpuTime()];
      await call();
      times.push(performance.now() - calledAt);
      cpuTimes.push(cpuTime() - usedBefore);
    }
  }
  const sent: SentStatement[] = [];
  const watched = benchCtx(
    observed(runtime, (statement) => sent.push(statement)),
    one.person,
  );
  for (const call of await one.prepare(watched)) await call();
  const [p50, p95, cpu95] = [percentile(times, 0.5), percentile(times, 0.95), percentile(cpuTimes, 0.95)];
  return { label: one.label, p50, p95, cpu95, indexes: await indexesOf(owner, sent) };
}

/** Returns the indexes on tasks, assignees and labels that the statements use, or `Seq Scan`. */
async function indexesOf(owner: Pool, sent: SentStatement[]): Promise<string[]> {
  const found = new Set<string>();
  for (const [text, values] of new Map(sent.map((statement) => [statement[0], statement])).values()) {
    const { rows } = await owner.query<{ "QUERY PLAN": string }>(`EXPLAIN (COSTS OFF) ${text}`, values);
    for (const { "QUERY PLAN": line } of rows) {
      const [, index] = /(?:using|on) (task_(?!label|assignee)\w+?)(?:_idx|_key|_pkey)\b/.exec(line) ?? [];
      if (index !== undefined) found.add(index);
      if (line.includes("Seq Scan on task ")) found.add("Seq Scan");
    }
  }
  return [...found].sort();
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
  await withTemporaryDatabase(async (owner, withRuntime) => {
    await fillLarge(owner, Number(flags.rows));
    console.log(
      `${LARGE_SIZE.open} open tasks in one project, ${flags.rows} in ${LARGE_SIZE.otherWorkspaces} other workspaces; ` +
        `${os.availableParallelism()} processors; filled after ${seconds()} s`,
    );
    console.log("| | p50 ms | p95 ms | p95 database CPU ms | indexes on tasks |\n|---|---|---|---|---|");
    const lines: Line[] = [];
    await withRuntime(async (runtime) => {
      for (const one of LARGE_CASES.filter(({ label }) => label.includes(flags.only ?? ""))) {
        const line = await measure(runtime, owner, one);
        lines.push(line);
        const figures = [line.p50, line.p95, line.cpu95].map((value) => value.toFixed(1));
        console.log(`| ${[line.label, ...figures, line.indexes.join(", ")].join(" | ")} |`);
      }
    });
    const slow = lines.filter(({ p95 }) => p95 > TARGET_MS).length;
    console.log(`${slow} of ${lines.length} have a p95 above ${TARGET_MS} ms. ${seconds()} s in all.`);
  });
}

await main();
