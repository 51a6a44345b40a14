import { appRouter, proceduresOf } from "../../../packages/api/src/root.ts";
import type { Check } from "../check.ts";
import { createRandom } from "../random.ts";
import { createCaller } from "./caller.ts";
import { sweepExports } from "./export-sweep.ts";
import { changedTables, foreignRowChecksums } from "./foreign-row.ts";
import type { Installation } from "./installation.ts";
import type { PlaceName } from "./place.ts";
import { plantedRouter } from "./planted.ts";
import type { Population } from "./population.ts";
import { openStreams } from "./streams.ts";
import type { SweepReport } from "./sweep.ts";
import { sweep } from "./sweep.ts";

export type SweepSettings = { seed: number; timeLimit: number };

type Swept = { report: SweepReport; streams: { count: number; leaks: Set<string> }; changed: string[] };

/** Sweeps the product, then the planted vulnerabilities. */
export async function sweepChecks(
  installation: Installation,
  { seed, timeLimit }: SweepSettings,
): Promise<{ checks: Check[]; findings: string[] }> {
  const seen = await plantedWordsSeen(installation, timeLimit / 2);
  // Runs before the sweep of the procedures, which signs readers out and removes them from projects.
  const exports = await sweepExports(installation.target.product, installation.population);
  const found = await sweepServer(installation, "product", { seed, timeLimit });
  const planted = await sweepServer(installation, "planted", { seed, timeLimit });
  const { report, streams, changed } = found;
  const none = (name: string, expected: string, list: Iterable<string>): Check => {
    const findings = [...list];
    const first = findings.slice(0, 3).join("; ");
    const isPassed = findings.length === 0;
    return { name, expected, found: isPassed ? "0" : `${findings.length}: ${first}`, isPassed };
  };
  const hole = (name: string, isFound: boolean): Check => ({
    name: `Planted: ${name}`,
    expected: "found",
    found: isFound ? "found" : "not found",
    isPassed: isFound,
  });
  const names = (set: Set<string>, path: string) => [...set].some((line) => line.startsWith(path));
  const { tried, all } = report.fields;
  return {
    checks: [
      {
        name: "Planted words found by people with access",
        expected: "some in every place",
        found: seen.map(({ place, count }) => `${place} in ${count} responses`).join(", "),
        isPassed: seen.every(({ count }) => count >= 5),
      },
      none(`Foreign rows in ${report.calls} responses, ${tried} of ${all} id fields`, "0", report.leaks),
      none(`Foreign rows in ${streams.count} streams`, "0", streams.leaks),
      none(`Foreign rows in ${exports.calls} exports`, "0", exports.leaks),
      none("Places whose planted word is missing from the export of people with access", "0", exports.unseen),
      none("Exports that differ between a hidden id and one that does not exist", "0", exports.oracles),
      none("Tables with foreign rows that were changed", "0", changed),
      none("Responses that differ between a hidden id and one that does not exist", "0", report.oracles),
      none("Responses of a wrong shape, and server errors", "0", report.faults),
      // If the sweep is incomplete, a field may have been tried only by an attacker without any permissions.
      ...(report.isComplete ? [none("Id fields without a call that passed validation", "0", report.unreached)] : []),
      hole("a read without an access condition", names(planted.report.leaks, "planted.openTask")),
      hole("a title in a header", names(planted.report.leaks, "planted.leakInHeader")),
      hole("a title in a stream", names(planted.streams.leaks, "planted.follow")),
      hole("a write without an access condition", planted.changed.length > 0),
      hole("a status that reveals a hidden task", names(planted.report.oracles, "planted.tellTask")),
    ],
    findings: [
      ...report.leaks,
      ...streams.leaks,
      ...exports.leaks,
      ...exports.oracles,
      ...changed,
      ...report.oracles,
      ...report.faults,
      ...report.unreached,
    ],
  };
}

async function sweepServer(
  { target, population, owner }: Installation,
  which: "product" | "planted",
  { seed, timeLimit }: SweepSettings,
): Promise<Swept> {
  const procedures = proceduresOf(which === "product" ? appRouter : plantedRouter);
  const caller = createCaller(target[which]);
  const before = await foreignRowChecksums(owner, population);
  const streams = openStreams(target[which], procedures, population);
  const report = await sweep({ procedures, population, caller, random: createRandom(seed), timeLimit });
  const leaks = await streams.end();
  await caller.close();
  const changed = changedTables(before, await foreignRowChecksums(owner, population));
  return { report, streams: { count: streams.count, leaks }, changed };
}

/**
 * Returns the number of responses in which the readers of each place find the place's word, which shows that the words
 * could leak.
 */
async function plantedWordsSeen(
  { target, population }: Installation,
  timeLimit: number,
): Promise<{ place: string; count: number }[]> {
  const caller = createCaller(target.product);
  const seen: { place: string; count: number }[] = [];
  for (const { place, attacker } of population.readers) {
    const attackers = [{ ...attacker, sees: new Set<PlaceName>() }];
    const report = await sweep({
      procedures: new Map([...proceduresOf(appRouter)].filter(([, { _def }]) => _def.type === "query")),
      population: { ...population, attackers } satisfies Population,
      caller,
      random: createRandom(1),
      timeLimit,
    });
    seen.push({ place, count: [...report.leaks].filter((leak) => leak.includes(`a text of "${place}"`)).length });
  }
  await caller.close();
  return seen;
}
