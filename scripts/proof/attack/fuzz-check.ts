import { appRouter, proceduresOf } from "../../../packages/api/src/root.ts";
import type { Check } from "../check.ts";
import { createRandom } from "../random.ts";
import { createCaller } from "./caller.ts";
import type { FuzzReport } from "./fuzz.ts";
import { fuzz } from "./fuzz.ts";
import type { Installation } from "./installation.ts";
import { plantedRouter } from "./planted.ts";
import { createPlayground } from "./population.ts";

const MAX_GROWTH_MB = 50;
/** Number of requests sent before memory is first measured, so that caches and compiled code do not count as leaks. */
const WARM_UP = 2_000;
const PLANTED_REQUESTS = 600;
/** Minimum share of calls with valid input. With a smaller share, the fuzzer would prove little. */
const MIN_VALID_SHARE = 0.15;

/** Fuzzes the product and measures its memory growth, then fuzzes the planted vulnerabilities. */
export async function fuzzChecks(
  { target, people, population: { placeOf } }: Installation,
  { seed, requests, timeLimit }: { seed: number; requests: number; timeLimit: number },
): Promise<{ checks: Check[]; findings: string[] }> {
  const playground = () => createPlayground(people);
  const run = async (which: "product" | "planted", count: number, offset: number) => {
    const procedures = proceduresOf(which === "product" ? appRouter : plantedRouter);
    if (which === "planted") for (const name of ["planted.keep", "planted.block"]) procedures.delete(name);
    const caller = createCaller(target[which]);
    const random = createRandom(seed + offset);
    const report = await fuzz({ procedures, caller, random, requests: count, timeLimit, playground, placeOf });
    await caller.close();
    return report;
  };
  const warmUp = await run("product", Math.min(WARM_UP, requests / 2), 1);
  const before = await target.measureMemory();
  const main = await run("product", requests, 0);
  const after = await target.measureMemory();
  const planted = await run("planted", PLANTED_REQUESTS, 0);
  const kept = await keepMemory(target);
  const grown = megabytes(after.heap - before.heap);
  const resident = megabytes(after.resident - before.resident);
  const faults = new Map([...warmUp.faults, ...main.faults]);
  const leaks = new Map([...warmUp.leaks, ...main.leaks]);
  const ends = [...main.endings].toSorted((one, other) => other[1] - one[1]).map(([name, count]) => `${name} ${count}`);
  const deep = 1 - (countOf(main, "invalid") + countOf(main, "malformed")) / main.requests;
  const found = (name: string, isFound: boolean, words = isFound ? "found" : "not found"): Check => ({
    name: `Planted: ${name}`,
    expected: "found",
    found: words,
    isPassed: isFound,
  });
  return {
    checks: [
      {
        name: `Passed validation, of ${main.requests} requests`,
        expected: `≥ ${MIN_VALID_SHARE * 100} %`,
        found: `${(deep * 100).toFixed(0)} %; ${main.succeeded.size} procedures succeeded; ${ends.join(", ")}`,
        isPassed: deep >= MIN_VALID_SHARE,
      },
      listCheck("Server errors, and responses of a wrong shape", faults.keys()),
      listCheck("Foreign rows", leaks.keys()),
      {
        name: `Memory after ${main.requests} requests, collected`,
        expected: `≤ ${MAX_GROWTH_MB} MB more`,
        found: `${grown.toFixed(1)} MB more (resident: ${resident.toFixed(0)} MB)`,
        isPassed: grown <= MAX_GROWTH_MB,
      },
      found(
        "an uncaught error",
        [...planted.faults.keys()].some((fault) => fault.endsWith("status 500")),
      ),
      found(
        "an error of another shape",
        [...planted.faults.keys()].some((fault) => fault.includes("another shape")),
      ),
      found("a call that keeps 2 MB, 40 times", kept > MAX_GROWTH_MB, `${kept.toFixed(0)} MB more`),
    ],
    findings: [...faults, ...leaks].map(([name, call]) => `${name} ← ${call}`),
  };
}

function countOf({ endings }: FuzzReport, ending: string): number {
  return endings.get(ending) ?? 0;
}

function listCheck(name: string, findings: Iterable<string>): Check {
  const list = [...findings];
  const isPassed = list.length === 0;
  return { name, expected: "0", found: isPassed ? "0" : `${list.length}: ${list.slice(0, 4).join("; ")}`, isPassed };
}

async function keepMemory({ planted, measureMemory }: Installation["target"]): Promise<number> {
  const caller = createCaller(planted, 2);
  const before = await measureMemory();
  for (let count = 0; count < 40; count += 1)
    await caller.call({ path: "planted.keep", type: "query", input: "{}", headers: {} });
  const after = await measureMemory();
  await caller.close();
  return megabytes(after.heap - before.heap);
}

function megabytes(bytes: number): number {
  return bytes / 1_000_000;
}
