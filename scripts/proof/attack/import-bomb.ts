import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { request } from "undici";
import type { Person } from "../../../packages/core/src/testing/person.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { Subject } from "../../bench/servers.ts";
import type { Check } from "../check.ts";
import type { BombFile } from "./bomb-file.ts";
import { makeBombs } from "./bomb-file.ts";
import { WORST_RATIO } from "./flood.ts";
import { cookieOf } from "./population.ts";
import type { VictimCall } from "./victim.ts";
import { createVictim, medianOf } from "./victim.ts";

/** An answer, or a refusal that says what is wrong or when to try again. */
const ALLOWED = [200, 400, 413, 422, 429, 503];
const MOST_MEMORY_MB = 500;
const QUIET_MS = 500;
const WATCHED_MS = 800;
const SHORTEST_QUIET = 4;
const ATTEMPTS = 3;

export type BombOptions = {
  server: Subject;
  /** Makes somebody who has uploaded nothing yet. */
  newPerson: () => Promise<Person>;
  victims: readonly VictimCall[];
  isShort: boolean;
  /** A call that keeps another server's main thread busy, as a control. */
  control: { origin: string; path: string };
};

/** Uploads each bomb while somebody works, and watches their waits and the server's memory. */
export async function bombChecks({ server, newPerson, victims, isShort, control }: BombOptions): Promise<Check[]> {
  const bombs = makeBombs().filter((_, index) => !isShort || index % 2 === 0);
  const victim = createVictim(server.origin, victims);
  const before = residentPeak(server.pid, true);
  let quiet = Number.POSITIVE_INFINITY;
  const attempt = async (bomb: BombFile) => {
    const person = await newPerson();
    // The quietest moment so far, because the machine may have been busy with something else in any other.
    quiet = Math.max(SHORTEST_QUIET, Math.min(quiet, medianOf((await victim.watch(QUIET_MS)).milliseconds)));
    const uploading = upload(server.origin, person, bomb);
    const { milliseconds } = await victim.watch(WATCHED_MS, uploading);
    return { status: await uploading, ratio: medianOf(milliseconds) / quiet };
  };
  const checks: Check[] = [];
  for (const bomb of bombs) {
    let best = await attempt(bomb);
    for (let count = 1; count < ATTEMPTS && best.ratio > WORST_RATIO; count += 1) {
      const again = await attempt(bomb);
      best = again.ratio < best.ratio ? again : best;
    }
    checks.push({
      name: bomb.name,
      expected: `${ALLOWED.join("/")}, others' p50 ≤ ${WORST_RATIO} × quiet`,
      found: `${best.status}, × ${best.ratio.toFixed(1)}`,
      isPassed: ALLOWED.includes(best.status) && best.ratio <= WORST_RATIO,
    });
  }
  await victim.close();
  const grown = (residentPeak(server.pid, false) - before) / 1_000_000;
  if (Number.isFinite(grown)) {
    checks.push({
      name: "Memory of the server at its peak",
      expected: `at most ${MOST_MEMORY_MB} MB more than before`,
      found: `${grown.toFixed(0)} MB more`,
      isPassed: grown <= MOST_MEMORY_MB,
    });
  }
  return [...checks, await controlCheck(control)];
}

/** @returns the status of the answer; 0 when there was none */
async function upload(origin: string, person: Person, { fileName, content }: BombFile): Promise<number> {
  const input = { workspaceId: person.workspaceId, id: uuidv7(), fileName, content: content.toString("base64") };
  const headers = { ...cookieOf(person), "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const options = { method: "POST" as const, headers, body: JSON.stringify(input), headersTimeout: 60_000 };
  return request(`${origin}/api/trpc/import.preview`, options).then(
    async ({ statusCode, headers: { "retry-after": wait }, body }) => {
      await body.dump();
      // A refusal for now must say for how long.
      return statusCode === 503 && wait === undefined ? 500 : statusCode;
    },
    () => 0,
  );
}

async function controlCheck({ origin, path }: BombOptions["control"]): Promise<Check> {
  const victim = createVictim(origin, [{ path: "/api/trpc/planted.leakInHeader?input=%7B%7D", headers: {} }]);
  const quiet = Math.max(SHORTEST_QUIET, medianOf((await victim.watch(WATCHED_MS)).milliseconds));
  const blocking = sleep(50).then(() => request(`${origin}${path}`).then(({ body }) => body.dump()));
  const ratio = medianOf((await victim.watch(WATCHED_MS, blocking)).milliseconds) / quiet;
  await victim.close();
  return {
    name: "Planted: a call that works on the main thread for 800 ms",
    expected: "found",
    found: `× ${ratio.toFixed(1)}`,
    isPassed: ratio > WORST_RATIO,
  };
}

/**
 * Most bytes that a process had in memory; not a number where the system does not tell.
 *
 * @param isReset begins anew from what it has now
 */
function residentPeak(pid: number, isReset: boolean): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return Number.NaN;
  if (isReset) writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8")) ?? [];
  return Number(kilobytes) * 1_024;
}
