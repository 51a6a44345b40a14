// Lets clients write while the server and the database fail, and compares the acknowledged writes with the database.
// See docs/proof.md.
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import { countChecks, tablesOf, writeSection } from "../check.ts";
import type { Check, Part } from "../check.ts";
import { createRandom } from "../random.ts";
import { controlChecks } from "./control.ts";
import { killWhileDelivering } from "./due-minute.ts";
import type { Fault } from "./fault.ts";
import { FAULTS } from "./fault.ts";
import { createInstallation } from "./installation.ts";
import type { Installation } from "./installation.ts";
import { createLedger } from "./ledger.ts";
import type { Round } from "./round.ts";
import { runRound } from "./round.ts";
import { verify } from "./verify.ts";
import type { Verdict } from "./verify.ts";

const { values: flags } = parseArgs({
  options: {
    /** Fewer rounds, for CI. */
    short: { type: "boolean", default: false },
    rounds: { type: "string" },
    seed: { type: "string" },
    /** Only this part: `faults` or `reminders`. */
    only: { type: "string" },
  },
});
const rounds = Number(flags.rounds ?? (flags.short ? FAULTS.length : 50));
const seed = Number(flags.seed ?? Math.floor(Math.random() * 1e6));
/** How often the server is killed while it delivers reminders, and to how many devices it pushes them. */
const remindersSize = flags.short ? { rounds: 2, devices: 1 } : { rounds: 20, devices: 2 };
const SMALL_DISK_MEGABYTES = 400;
const canMount = process.platform === "linux" && process.getuid?.() === 0;

const parts: Record<string, (random: () => number) => Promise<Part>> = {
  faults: injectFaults,
  reminders: (random) => killWhileDelivering(remindersSize, random),
};

async function main(): Promise<void> {
  const startedAt = performance.now();
  const only = flags.only === undefined ? "" : ` --only ${flags.only}`;
  console.log(
    `Seed ${seed}; the same again with: npm run proof:durability -- --rounds ${rounds} --seed ${seed}${only}`,
  );
  const random = createRandom(seed).next;
  const done: Part[] = [];
  for (const name of flags.only?.split(",") ?? Object.keys(parts)) {
    const run = parts[name];
    if (!run) throw new Error(`There is no part ${name}. The parts are: ${Object.keys(parts).join(", ")}`);
    done.push(await run(random));
  }
  report(done, startedAt);
}

/** Lets clients write while faults are injected. */
async function injectFaults(random: () => number): Promise<Part> {
  const isPossible = ({ needsSmallDisk }: Fault) => needsSmallDisk !== true || canMount;
  const faults = FAULTS.filter(isPossible);
  const order = Array.from({ length: rounds }, (_, round) => faults[round % faults.length]).flatMap(
    (fault) => fault ?? [],
  );
  const usual = await withInstallation(random, undefined, (installation) =>
    runRounds(
      installation,
      order.filter((fault) => !fault.needsSmallDisk),
      random,
      controlChecks,
    ),
  );
  const small = canMount
    ? await withInstallation(random, SMALL_DISK_MEGABYTES, (installation) =>
        runRounds(
          installation,
          order.filter((fault) => fault.needsSmallDisk),
          random,
        ),
      )
    : { rounds: [], checks: [] };
  const notes = canMount ? [] : ["A full disk was not tried: only root can make a small one."];
  return {
    title: `${rounds} rounds`,
    notes: [tableOfRounds([...usual.rounds, ...small.rounds]), ...notes],
    checks: [...usual.checks, ...small.checks],
  };
}

async function withInstallation<Answer>(
  random: () => number,
  megabytes: number | undefined,
  work: (installation: Installation) => Promise<Answer>,
): Promise<Answer> {
  const installation = await createInstallation(random, { diskMegabytes: megabytes });
  const stop = () => void installation.close().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
  try {
    return await work(installation);
  } finally {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, stop);
    await installation.close();
  }
}

async function runRounds(
  installation: Installation,
  order: readonly Fault[],
  random: () => number,
  controls?: (installation: Installation, random: () => number) => Promise<Check[]>,
): Promise<{ rounds: Round[]; checks: Check[] }> {
  const ledger = createLedger();
  const done: Round[] = [];
  for (const [index, fault] of order.entries()) {
    const round = await runRound(installation, ledger, { fault, name: `r${index}`, random });
    done.push(round);
    console.log(
      `${index + 1}/${order.length} ${fault.name}: ${round.acknowledged} acknowledged, ${round.unanswered} unanswered, ` +
        `writable after ${(round.writableAfterMs / 1000).toFixed(1)} s`,
    );
  }
  const verdict = await installation.asOwner((owner) => verify(owner, ledger));
  for (const fact of Object.values(verdict).flat().slice(0, 30)) console.log(`- ${fact}`);
  return { rounds: done, checks: [...checksOf(verdict, done), ...((await controls?.(installation, random)) ?? [])] };
}

function checksOf(verdict: Verdict, done: Round[]): Check[] {
  const writes = done.reduce((sum, round) => sum + round.acknowledged + round.unanswered, 0);
  const where = done.some(({ fault }) => fault.needsSmallDisk) ? " on a disk that fills up" : "";
  return Object.entries(verdict).map(([kind, facts]) => ({
    name: `Of ${writes} writes${where}, ${kind}`,
    expected: "0",
    found: String(facts.length),
    isPassed: facts.length === 0 && writes > 0,
  }));
}

function tableOfRounds(done: readonly Round[]): string {
  const rows = FAULTS.flatMap((fault) => {
    const own = done.filter((round) => round.fault === fault);
    if (own.length === 0) return [];
    const sum = (of: (round: Round) => number) => own.reduce((total, round) => total + of(round), 0);
    const slowest = Math.max(...own.map((round) => round.writableAfterMs)) / 1000;
    return `| ${fault.name} | ${own.length} | ${sum((round) => round.acknowledged)} | ${sum((round) => round.unanswered)} | ${slowest.toFixed(1)} s |`;
  });
  const head = [
    "| Fault | Rounds | Acknowledged writes | Without an answer, sent again | Writable again after, at most |",
  ];
  return [...head, "|---|---|---|---|---|", ...rows].join("\n");
}

function report(parts: Part[], startedAt: number): void {
  const counts = countChecks(parts);
  mkdirSync(".docket", { recursive: true });
  writeFileSync(".docket/proof-durability.json", JSON.stringify(counts));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const machine = `Node ${process.versions.node}, ${os.availableParallelism()} processors, load ${os.loadavg()[0]?.toFixed(0)}`;
  const summary = `${counts.passed} checks passed, ${counts.failed} failed; seed ${seed}, ${seconds} s, ${machine}.`;
  console.log(`\n${tablesOf(parts)}\n\n${summary}`);
  if (!flags.short && flags.rounds === undefined && flags.only === undefined)
    writeSection("docs/proof.md", "durability", `${summary}\n\n${tablesOf(parts)}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

await main();
