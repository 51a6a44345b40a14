// Measures Docket and the baseline server in alternating rounds, and prints a table. With --adapter, compares Docket's
// own tRPC adapter with the library's instead. See docs/benchmark.md.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Pool } from "pg";
import { generateKeyRing, keysFor, parseKeyRing } from "../../packages/auth/src/key-ring.ts";
import { readPostmasterPid } from "../../packages/db/src/embedded/postmaster-pid.ts";
import { findEmbedded } from "../../packages/db/src/embedded/start.ts";
import { createAccessTokens } from "./access-tokens.ts";
import { cpuTimeOf } from "./cpu-time.ts";
import { fill, SIZE } from "./data.ts";
import type { LoadOrder, LoadReport } from "./load.ts";
import type { ScenarioName } from "./scenario.ts";
import { SCENARIOS } from "./scenario.ts";
import {
  sendMessage,
  stopProcess,
  freePort,
  startBaseline,
  startDocket,
  startProcess,
  type MeasuredServer,
} from "./servers.ts";
import { addRound, emptyTally, printTable, type Tally } from "./tally.ts";

const CONNECTIONS = 16;
const { values: flags } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    adapter: { type: "boolean", default: false },
    only: { type: "string" },
    profile: { type: "string" },
  },
});
const runLimits = limitsOf(flags);
const SHORTEST_MS = 250;
const chosen = Object.keys(SCENARIOS)
  .filter((name): name is ScenarioName => flags.only === undefined || flags.only.split(",").includes(name))
  .filter((name) => flags.adapter || !("isDocketOnly" in SCENARIOS[name]));

/**
 * Returns the limits of the run: its target time (on a slow machine, rounds are shortened to approach it), the number
 * of warm-up rounds and of measured rounds per server and scenario, and the maximum duration of a round.
 */
function limitsOf({ quick, adapter }: { quick: boolean; adapter: boolean }) {
  if (quick) return { seconds: 38, warmUps: 1, rounds: 2, longestMs: 1000 };
  // Adapters differ less than servers do, so they alternate more often. Other load on the machine then affects both
  // equally.
  if (adapter) return { seconds: 280, warmUps: 10, rounds: 40, longestMs: 400 };
  return { seconds: 170, warmUps: 1, rounds: 5, longestMs: 2500 };
}

async function measure(
  subjects: MeasuredServer[],
  postgres: number,
  tokens: string[],
  roundMs: number,
): Promise<number> {
  const load = startProcess("load.ts");
  let writes = 0;
  const runOrder = async (order: LoadOrder) => {
    const report = await sendMessage<LoadReport>(load, order);
    if ("problem" in report) throw new Error(report.problem);
    if (order.scenario === "create" || order.scenario === "complete") writes += report.latencies.length;
    return report;
  };
  const nextOf = new Map<ScenarioName, number>();
  const measureRound = async (scenario: ScenarioName, { subject }: Tally) => {
    const { pid, origin, headers = {} } = subject;
    const from = nextOf.get(scenario) ?? 0;
    const before = { server: cpuTimeOf(pid, false), postgres: cpuTimeOf(postgres, true) };
    const load = { milliseconds: roundMs, connections: CONNECTIONS };
    const report = await runOrder({ scenario, origin, tokens, headers, from, ...load });
    const after = { server: cpuTimeOf(pid, false), postgres: cpuTimeOf(postgres, true) };
    nextOf.set(scenario, report.next);
    return { report, before, after };
  };
  try {
    const rows = chosen.map((scenario) => ({ scenario, tallies: subjects.map(emptyTally) }));
    // Warms up all scenarios before measuring anything, because they share most of their code.
    for (let round = 0; round < runLimits.warmUps; round += 1)
      for (const { scenario, tallies } of rows) for (const tally of tallies) await measureRound(scenario, tally);
    for (const { scenario, tallies } of rows) {
      for (let round = 0; round < runLimits.rounds; round += 1) {
        // The order alternates between rounds, so that drift in the machine's speed affects both servers equally.
        for (const tally of round % 2 === 0 ? tallies : tallies.toReversed()) {
          const { report, before, after } = await measureRound(scenario, tally);
          addRound(tally, report, before, after);
        }
      }
    }
    printTable(rows.map(({ scenario, tallies }) => ({ label: SCENARIOS[scenario].label, tallies })));
  } finally {
    await stopProcess(load);
  }
  return writes;
}

/**
 * Checks that there is exactly one command and one change for every acknowledged write.
 *
 * @throws Error if there is not
 */
async function checkWrites(owner: Pool, writes: number): Promise<void> {
  const { rows } = await owner.query<{ commands: number; changes: number }>(
    "SELECT (SELECT count(*)::int FROM command) AS commands, (SELECT count(*)::int FROM change) AS changes",
  );
  const [{ commands, changes } = { commands: -1, changes: -1 }] = rows;
  if (commands !== writes || changes !== writes) {
    throw new Error(`${writes} writes were answered, but there are ${commands} commands and ${changes} changes.`);
  }
}

/**
 * Returns the same server twice: the first answers ordinary calls with Docket's own adapter, the second with tRPC's. A
 * call with a `trpc-accept` header is left to tRPC's adapter, which also responds with JSON.
 */
function compareAdapters(docket: MeasuredServer): MeasuredServer[] {
  const viaTrpc = { ...docket, name: "tRPC's adapter", headers: { "trpc-accept": "application/json" } };
  return [{ ...docket, name: "own adapter" }, viaTrpc];
}

async function main(): Promise<void> {
  // The measured processes receive Ctrl-C themselves. This process ignores it so that it can clean up after them.
  process.on("SIGINT", () => undefined);
  const startedAt = performance.now();
  const dataDirectory = mkdtempSync(path.join(os.tmpdir(), "docket-bench-"));
  const ring = generateKeyRing(new Date());
  const port = await freePort();
  const stops: (() => Promise<void>)[] = [];
  const nodeOptions = flags.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${flags.profile}`];
  try {
    const docket = await startDocket({ dataDirectory, port, settings: { AUTH_SECRETS: ring }, nodeOptions });
    stops.push(docket.stop);
    const urls = await findEmbedded(dataDirectory);
    const postgres = readPostmasterPid(path.join(dataDirectory, "postgres"));
    if (!urls || !postgres) throw new Error("The embedded database is not to be found.");
    const owner = new Pool({ connectionString: urls.ownerUrl, max: 1 });
    stops.push(() => owner.end());
    await fill(owner);
    const bare = flags.adapter ? null : await startBare(urls.appUrl, docket, ring);
    if (bare !== null) stops.push(bare.stop);
    const subjects = bare === null ? compareAdapters(docket) : [docket, bare];
    console.log(
      `${SIZE.users} people with ${SIZE.tasksPerUser} tasks each; ${CONNECTIONS} connections; Node ${process.versions.node}; ` +
        `${os.availableParallelism()} processors; ready after ${seconds(startedAt)} s`,
    );
    const tokens = await createAccessTokens(ring, docket.origin);
    const leftMs = runLimits.seconds * 1000 - (performance.now() - startedAt);
    const roundMs = Math.min(
      runLimits.longestMs,
      leftMs / (chosen.length * 2 * (runLimits.warmUps + runLimits.rounds)),
    );
    const writes = await measure(subjects, postgres.pid, tokens, Math.max(SHORTEST_MS, roundMs));
    await checkWrites(owner, writes);
    console.log(`Every answer was a 200 of the right shape. ${seconds(startedAt)} s in all.`);
  } finally {
    for (const stop of stops.toReversed()) await stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

function startBare(databaseUrl: string, docket: MeasuredServer, ring: string): Promise<MeasuredServer> {
  const jwtSecret = Buffer.from(keysFor(parseKeyRing("AUTH_SECRETS", ring), "access-token").first.secret);
  return startBaseline({ databaseUrl, issuer: docket.origin, jwtSecret: jwtSecret.toString("base64") });
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}

await main();
