// Measures search in a database with a million tasks, and prints a table. See docs/benchmark.md.
import os from "node:os";
import type { Pool } from "pg";
import type { Ctx } from "../../packages/core/src/runtime/ctx.ts";
import { search } from "../../packages/core/src/workflows/search/queries.ts";
import { Search } from "../../packages/schema/src/search.ts";
import { fineCpuTimeOf } from "./cpu-time.ts";
import { idOf } from "./data.ts";
import { BIG, fillForSearch, PERSON, SEARCH_SIZE } from "./search-data.ts";
import { SEARCH_KINDS } from "./search-kind.ts";
import { percentile } from "./tally.ts";
import type { SentStatement } from "./temporary-runtime.ts";
import { benchCtx, observed, withTemporaryDatabase } from "./temporary-runtime.ts";
import { createRandom, VOCABULARY } from "./words.ts";

const SAMPLES = 40;
/** The target for the 95th percentile. Users notice longer delays. */
const TARGET_MS = 150;

const SEARCHERS = [
  { label: `${SEARCH_SIZE.bigProjects} projects of the large workspace`, person: PERSON.many, workspace: BIG },
  { label: `${SEARCH_SIZE.fewProjects} projects of the large workspace`, person: PERSON.few, workspace: BIG },
  { label: "a workspace of their own", person: PERSON.small, workspace: BIG + 1 },
];

/** `cpu95` is the 95th percentile of the database's CPU time. Other load on the machine hardly affects it. */
type Line = { who: string; what: string; p50: number; p95: number; cpu95: number; hits: number };

async function measure(runtime: Ctx["runtime"]): Promise<Line[]> {
  const lines: Line[] = [];
  const { rows } = await runtime.pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const cpuTime = () => fineCpuTimeOf(rows[0]?.pid ?? 0);
  for (const { label: who, person, workspace } of SEARCHERS) {
    const ctx = benchCtx(runtime, person);
    for (const { label: what, text } of SEARCH_KINDS) {
      const random = createRandom(3);
      const times: number[] = [];
      const cpuTimes: number[] = [];
      let hits = 0;
      for (let sample = 0; sample < SAMPLES; sample += 1) {
        const input = Search.parse({ workspaceId: idOf("workspace", workspace), text: text(random) });
        const startedAt = performance.now();
        const usedBefore = cpuTime();
        hits += (await search(ctx, input)).items.length;
        times.push(performance.now() - startedAt);
        cpuTimes.push(cpuTime() - usedBefore);
      }
      const [p50, p95, cpu95] = [percentile(times, 0.5), percentile(times, 0.95), percentile(cpuTimes, 0.95)];
      lines.push({ who, what, p50, p95, cpu95, hits: hits / SAMPLES });
    }
  }
  return lines;
}

function print(lines: Line[]): void {
  console.log(
    "| a member of | looks for | p50 ms | p95 ms | p95 database CPU ms | hits on the page |\n|---|---|---|---|---|---|",
  );
  for (const { who, what, p50, p95, cpu95, hits } of lines)
    console.log(
      `| ${who} | ${what} | ${p50.toFixed(1)} | ${p95.toFixed(1)} | ${cpu95.toFixed(1)} | ${hits.toFixed(0)} |`,
    );
}

/**
 * Prints the query plans of two searches.
 *
 * @throws Error if one of them scans a whole table
 */
async function showPlans(runtime: Ctx["runtime"], owner: Pool): Promise<void> {
  for (const word of [VOCABULARY[0] ?? "", VOCABULARY.at(-1) ?? ""]) {
    const asked: SentStatement[] = [];
    const ctx = benchCtx(
      observed(runtime, (statement) => asked.push(statement)),
      PERSON.many,
    );
    await search(ctx, Search.parse({ workspaceId: idOf("workspace", BIG), text: word }));
    const plans: string[] = [];
    for (const [text, values] of asked) {
      const { rows } = await owner.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, COSTS OFF) ${text}`, values);
      plans.push(...rows.map((row) => row["QUERY PLAN"]));
    }
    const scans = plans.filter((line) =>
      /Scan.* (on|using) \S*(task|comment)_\w*idx|Seq Scan on (task|comment) /.test(line),
    );
    console.log(`"${word}" is found by:\n${scans.join("\n")}`);
    if (scans.some((line) => line.includes("Seq Scan"))) throw new Error("A search reads a whole table.");
  }
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
  await withTemporaryDatabase(async (owner, withRuntime) => {
    await fillForSearch(owner);
    console.log(
      `${SEARCH_SIZE.tasks} tasks in ${SEARCH_SIZE.smallWorkspaces + 1} workspaces, ${os.availableParallelism()} processors; filled after ${seconds()} s`,
    );
    await withRuntime(async (runtime) => {
      const lines = await measure(runtime);
      print(lines);
      await showPlans(runtime, owner);
      const slow = lines.filter(({ p95 }) => p95 > TARGET_MS).length;
      console.log(
        slow === 0 ? `Every p95 is below ${TARGET_MS} ms.` : `${slow} of ${lines.length} are above ${TARGET_MS} ms.`,
      );
    });
    console.log(`${seconds()} s in all.`);
  });
}

await main();
