import path from "node:path";
import { request } from "undici";
import type { Person } from "../../../packages/core/src/testing/person.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { MeasuredServer } from "../../bench/servers.ts";
import { sendMessage, stopProcess, startProcess } from "../../bench/servers.ts";
import type { Check } from "../check.ts";
import type { BombFile } from "./bomb-file.ts";
import { makeBombs } from "./bomb-file.ts";
import type { FloodOrder, FloodReport } from "./flood-source.ts";
import { MAX_RATIO, compare } from "./flood.ts";
import { mainThreadTime, residentPeak } from "./main-thread.ts";
import { cookieOf } from "./population.ts";
import type { VictimCall } from "./victim.ts";
import { createVictim } from "./victim.ts";

/** Allowed statuses: success, or an error that says what is wrong or when to retry. */
const ALLOWED = ["200", "400", "409", "413", "422", "429", "503"];
const MAX_MEMORY_MB = 500;
/** Maximum CPU time of the main thread per upload, in milliseconds. Most of it is spent on receiving the file. */
const MAX_MAIN_THREAD_MS = 250;
/** Maximum time for which the event loop may be blocked during an upload, in milliseconds. */
const MAX_LAG_MS = 50;
const LAG_ATTEMPTS = 3;
/** The additional share of the elapsed time that is allowed for the server's own jobs. */
const BACKGROUND_SHARE = 0.03;
const WATCHED_MS = 800;

export type BombOptions = {
  server: MeasuredServer;
  /** Creates a user who has not uploaded anything yet. */
  newPerson: () => Promise<Person>;
  /**
   * The victims whose latency is compared. Null in the short form, which uses half of the files, because the comparison
   * would fail on a busy machine.
   */
  victims: readonly VictimCall[] | null;
  /** The control: a call that keeps the main thread of another server busy. */
  control: { origin: string; path: string; pid: number };
};

/** Uploads each file. Meanwhile, measures the server's main thread, event loop and memory, and the latency of victims. */
export async function bombChecks({ server, newPerson, victims, control }: BombOptions): Promise<Check[]> {
  const source = startProcess(path.join(import.meta.dirname, "flood-source.ts"));
  const before = residentPeak(server.pid, true);
  const checks: Check[] = [];
  try {
    for (const bomb of makeBombs().filter((_, index) => victims !== null || index % 2 === 0)) {
      const attack = async () => sendMessage<FloodReport>(source, orderFor(server.origin, await newPerson(), bomb));
      const { report, cost, limit } = await measureMainThread(server.pid, attack);
      const [status = "failed"] = Object.keys(report);
      const others = victims === null ? null : await measureOthers(server.origin, victims, attack);
      const isQuick = !(cost > limit) && (others === null || (others.ratio <= MAX_RATIO && others.lag <= MAX_LAG_MS));
      checks.push({
        name: bomb.name,
        expected: expectationOf(victims !== null),
        found: `${status}, ${cost.toFixed(0)} ms${others === null ? "" : `, × ${others.ratio.toFixed(1)}, ${others.lag.toFixed(0)} ms`}`,
        isPassed: ALLOWED.includes(status) && isQuick,
      });
    }
  } finally {
    await stopProcess(source);
  }
  const grown = (residentPeak(server.pid, false) - before) / 1_000_000;
  if (Number.isFinite(grown)) {
    checks.push({
      name: "Memory of the server at its peak",
      expected: `at most ${MAX_MEMORY_MB} MB more than before`,
      found: `${grown.toFixed(0)} MB more`,
      isPassed: grown <= MAX_MEMORY_MB,
    });
  }
  return [...checks, ...(await controlChecks(control))];
}

function expectationOf(isCompared: boolean): string {
  const work = `≤ ${MAX_MAIN_THREAD_MS} ms of the main thread`;
  return `${ALLOWED.join("/")}, ${work}${isCompared ? `, others' p50 ≤ ${MAX_RATIO} × quiet, event loop ≤ ${MAX_LAG_MS} ms` : ""}`;
}

function orderFor(origin: string, person: Person, { fileName, content }: BombFile): FloodOrder {
  const input = { workspaceId: person.workspaceId, id: uuidv7(), fileName, content: content.toString("base64") };
  const headers = { ...cookieOf(person), "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const body = new Uint8Array(Buffer.from(JSON.stringify(input)));
  return { kind: "upload", url: `${origin}/api/trpc/import.preview`, headers, body };
}

/** Measures the CPU time that a server's main thread uses during an attack, and returns it with its limit. */
async function measureMainThread<Report>(pid: number, attack: () => Promise<Report>) {
  const [begunAt, before] = [performance.now(), mainThreadTime(pid)];
  const report = await attack();
  const limit = MAX_MAIN_THREAD_MS + BACKGROUND_SHARE * (performance.now() - begunAt);
  return { report, cost: mainThreadTime(pid) - before, limit };
}

/** Measures how much longer other people wait during an attack, and for how long the event loop is blocked at most. */
async function measureOthers(
  origin: string,
  victims: readonly VictimCall[],
  attack: () => Promise<FloodReport>,
): Promise<{ ratio: number; lag: number }> {
  const victim = createVictim(origin, victims);
  const { ratio } = await compare(victim, attack, { milliseconds: WATCHED_MS });
  await victim.close();
  return { ratio, lag: await lagDuring(origin, attack) };
}

/**
 * Returns the longest delay of the event loop during an attack, in milliseconds. The best of a few attempts counts,
 * because other load on the machine can only lengthen it.
 */
async function lagDuring(origin: string, attack: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let attempt = 0; attempt < LAG_ATTEMPTS && best > MAX_LAG_MS; attempt += 1) {
    await longestLag(origin);
    await attack();
    best = Math.min(best, await longestLag(origin));
  }
  return best;
}

/** Returns the longest delay of a server's event loop since the last call, in milliseconds. */
async function longestLag(origin: string): Promise<number> {
  const { body } = await request(`${origin}/metrics`);
  const [, seconds] = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(await body.text()) ?? [];
  return Number(seconds) * 1_000;
}

async function controlChecks({ origin, path: target, pid }: BombOptions["control"]): Promise<Check[]> {
  const call = () => request(`${origin}${target}`).then(({ body }) => body.dump());
  const { cost, limit } = await measureMainThread(pid, call);
  if (!Number.isFinite(cost)) return [];
  return [
    {
      name: "Planted: a call that works on the main thread for 800 ms",
      expected: "found",
      found: `${cost.toFixed(0)} ms`,
      isPassed: cost > limit,
    },
  ];
}
