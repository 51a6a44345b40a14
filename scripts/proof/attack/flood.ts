import path from "node:path";
import { ask, end, startProcess } from "../../bench/servers.ts";
import type { Check } from "../check.ts";
import type { FloodOrder, FloodReport } from "./flood-source.ts";
import { createVictim, medianOf } from "./victim.ts";
import type { Victim, VictimCall, Waits } from "./victim.ts";

/** Most that a victim's median wait under attack may be of the one in quiet. */
export const WORST_RATIO = 3;
/** Below this many milliseconds in quiet, the ratio would tell more of the machine than of the server. */
const SHORTEST_QUIET = 4;
const ATTEMPTS = 3;

/** How a victim fared, in quiet and under attack. */
export type Comparison = { quiet: number; attacked: number; ratio: number; failures: string[]; report: FloodReport };

/**
 * Compares a victim's waits under attack with those in quiet, before and after it in the same run. A busy machine can make a
 * good server look bad but not a bad one good, so the best of a few attempts counts.
 *
 * @param attack what goes on meanwhile; it ends by itself
 * @param milliseconds how long the victim is watched in quiet, and at least under attack
 */
export async function compare(
  victim: Victim,
  attack: () => Promise<FloodReport>,
  milliseconds: number,
  attempts = ATTEMPTS,
): Promise<Comparison> {
  let best: Comparison | null = null;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await victim.watch(milliseconds / 2);
    const attacking = attack();
    const during = await victim.watch(milliseconds, attacking);
    const report = await attacking;
    const after = await victim.watch(milliseconds / 2);
    const found = comparisonOf([...before.milliseconds, ...after.milliseconds], during, report);
    if (best === null || found.failures.length < best.failures.length || found.ratio < best.ratio) best = found;
    if (isBearable(best)) return best;
  }
  if (best === null) throw new RangeError("Nothing was compared.");
  return best;
}

function comparisonOf(quietWaits: number[], { milliseconds, failures }: Waits, report: FloodReport): Comparison {
  const [quiet, attacked] = [medianOf(quietWaits), medianOf(milliseconds)];
  return { quiet, attacked, ratio: attacked / Math.max(quiet, SHORTEST_QUIET), failures, report };
}

/** Whether a victim hardly noticed. */
export function isBearable({ ratio, failures }: Comparison): boolean {
  return ratio <= WORST_RATIO && failures.length === 0;
}

/** Says how a victim fared, for a table. */
export function wordsOf({ quiet, attacked, ratio, failures, report }: Comparison): string {
  const counts = Object.entries(report).map(([what, count]) => `${what}: ${count}`);
  const waits = `p50 ${attacked.toFixed(0)} ms, in quiet ${quiet.toFixed(0)} ms (× ${ratio.toFixed(1)})`;
  const reasons = [...new Set(failures)].join(", ");
  return `${waits}, ${failures.length} failed${reasons && ` (${reasons})`}; ${counts.join(", ")}`;
}

const PATHS = ["/no-such-page-*", "/login", "/w/nobody-*", "/register", "/_next/static/chunks/no-such-*.js"];

/** What is attacked, and how long. */
export type FloodOptions = {
  /** The server, and one that is known to give way. */
  origin: string;
  control: { pages: string; sockets: string };
  victims: readonly VictimCall[];
  milliseconds: number;
  sockets: number;
};

/** Floods the server with pages and with idle connections while somebody works, and then the controls. */
export async function floodChecks(options: FloodOptions): Promise<Check[]> {
  const { origin, control, victims, milliseconds, sockets } = options;
  const source = startProcess(path.join(import.meta.dirname, "flood-source.ts"));
  const run = (order: FloodOrder) => ask<FloodReport>(source, order);
  const pages = (target: string) => () =>
    run({ kind: "pages", origin: target, paths: PATHS, connections: 20, milliseconds });
  const silence = (target: string) => () =>
    run({ kind: "sockets", port: Number(new URL(target).port), count: sockets, milliseconds });
  const under = async (target: string, attack: () => Promise<FloodReport>, isNew: boolean, attempts?: number) => {
    const victim = createVictim(target, victims, { isNew });
    const comparison = await compare(victim, attack, milliseconds, attempts);
    await victim.close();
    return comparison;
  };
  try {
    const [pageFlood, socketFlood] = [
      await under(origin, pages(origin), false),
      await under(origin, silence(origin), true),
    ];
    const pageControl = await under(control.pages, pages(control.pages), false, 1);
    const socketControl = await under(control.sockets, silence(control.sockets), true, 1);
    const faults = Object.entries(pageFlood.report).filter(([status]) => /^5|failed/.test(status) && status !== "503");
    const expected = `p50 ≤ ${WORST_RATIO} × quiet, none failed`;
    return [
      checkOf("20 connections that ask for pages, known and unknown", expected, pageFlood, isBearable(pageFlood)),
      {
        name: "What the flood of pages was answered with",
        expected: "no 5xx but 503",
        found: faults.map(([status, count]) => `${count} × ${status}`).join(", ") || "none",
        isPassed: faults.length === 0,
      },
      checkOf(`${sockets} connections that say nothing or too little`, expected, socketFlood, isBearable(socketFlood)),
      checkOf("Planted: pages that cost 30 ms", "found", pageControl, !isBearable(pageControl)),
      checkOf(
        "Planted: 100 places for connections, none taken back",
        "found",
        socketControl,
        !isBearable(socketControl),
      ),
    ];
  } finally {
    await end(source);
  }
}

function checkOf(name: string, expected: string, comparison: Comparison, isPassed: boolean): Check {
  return { name, expected, found: wordsOf(comparison), isPassed };
}
