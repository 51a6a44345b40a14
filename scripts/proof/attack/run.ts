// Attacks the production build and reports the results. See docs/proof.md.
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import { parseArgs } from "node:util";
import type { Part } from "../check.ts";
import { countChecks, tablesOf, writeSection } from "../check.ts";
import { auditCutChecks } from "./audit-cut.ts";
import { floodChecks } from "./flood.ts";
import { fuzzChecks } from "./fuzz-check.ts";
import { bombChecks } from "./import-bomb.ts";
import type { Installation } from "./installation.ts";
import { createInstallation } from "./installation.ts";
import type { NaiveServer } from "./naive-server.ts";
import { startNaiveServer } from "./naive-server.ts";
import { cookieOf } from "./population.ts";
import { redirectChecks } from "./redirect.ts";
import { sweepChecks } from "./sweep-check.ts";
import type { VictimCall } from "./victim.ts";
import { wireChecks } from "./wire-check.ts";

const { values: flags } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    seed: { type: "string" },
    only: { type: "string" },
  },
});
const seed = flags.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(flags.seed);
/**
 * The limits of the proof: the total time in minutes, the time limits of attacks in milliseconds, and the numbers of
 * requests, sockets and victims.
 */
const proofLimits = flags.short
  ? { minutes: 4, sweepMs: 16_000, requests: 3_000, fuzzMs: 12_000, floodMs: 1_000, sockets: 1_500, victims: 8 }
  : { minutes: 90, sweepMs: 600_000, requests: 50_000, fuzzMs: 1_800_000, floodMs: 4_000, sockets: 6_000, victims: 24 };

type Attack = { title: string; run: (parts: Parts) => Promise<Pick<Part, "checks"> & { findings?: string[] }> };
type Parts = { installation: Installation; naive: NaiveServer };

const attacks: Record<string, Attack> = {
  sweep: {
    title: "Foreign ids",
    run: ({ installation }) => sweepChecks(installation, { seed, timeLimit: proofLimits.sweepMs }),
  },
  fuzz: {
    title: "Damaged inputs",
    run: ({ installation }) =>
      fuzzChecks(installation, { seed, requests: proofLimits.requests, timeLimit: proofLimits.fuzzMs }),
  },
  wire: {
    title: "Bytes on the wire",
    run: async ({ installation: { server }, naive }) => ({
      checks: await wireChecks(Number(new URL(server.origin).port), naive.port),
    }),
  },
  redirect: {
    title: "Redirects to elsewhere",
    run: async ({ installation: { server, target, people } }) => ({
      checks: await redirectChecks(server.origin, target.planted, cookieOf(await people.person("Reader"))),
    }),
  },
  bomb: {
    title: "Files to import",
    run: async ({ installation: { server, target, people } }) => ({
      checks: await bombChecks({
        server,
        newPerson: () => people.person("Uploader"),
        victims: flags.short ? null : await victimsOf(people),
        control: {
          origin: target.planted,
          path: `/api/trpc/planted.block?input=${encodeURIComponent("{}")}`,
          pid: target.pid,
        },
      }),
    }),
  },
  flood: {
    title: "Floods",
    run: async ({ installation: { server, target, people }, naive }) => ({
      checks: await floodChecks({
        origin: server.origin,
        control: { pages: target.planted, sockets: naive.origin },
        victims: await victimsOf(people),
        milliseconds: proofLimits.floodMs,
        sockets: proofLimits.sockets,
        isTimed: !flags.short,
      }),
    }),
  },
  audit: {
    title: "A security log that was shortened",
    run: async ({ installation: { people, owner, server } }) => ({
      checks: await auditCutChecks(people, owner, server.pid),
    }),
  },
};

async function victimsOf(people: Installation["people"]): Promise<VictimCall[]> {
  const victims: VictimCall[] = [];
  for (let count = 0; count < proofLimits.victims; count += 1) {
    const person = await people.person("Victim");
    const input = encodeURIComponent(JSON.stringify({ workspaceId: person.workspaceId }));
    victims.push({ path: `/api/trpc/task.list?input=${input}`, headers: cookieOf(person) });
  }
  return victims;
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const names = flags.only?.split(",") ?? Object.keys(attacks);
  console.log(
    `Seed ${seed}; the same again with: npm run proof:attack -- --seed ${seed}${flags.short ? " --short" : ""}`,
  );
  const installation = await createInstallation();
  const naive = await startNaiveServer();
  const stop = () => void installation.close().finally(() => process.exit(130));
  const longest = setTimeout(() => {
    console.error(`Stopped after ${proofLimits.minutes} minutes.`);
    stop();
  }, proofLimits.minutes * 60_000);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, stop);
  const parts: Part[] = [];
  try {
    for (const name of names) {
      const attack = attacks[name];
      if (attack === undefined) throw new Error(`There is no attack named ${name}.`);
      const begunAt = performance.now();
      const { checks, findings = [] } = await attack.run({ installation, naive });
      parts.push({ title: attack.title, checks });
      console.log(`\n${tablesOf([{ title: attack.title, checks }])}\n\n${secondsSince(begunAt)} s`);
      for (const finding of findings.slice(0, 60)) console.log(`- ${finding}`);
    }
  } finally {
    clearTimeout(longest);
    naive.close();
    await installation.close();
  }
  const counts = countChecks(parts);
  mkdirSync(".docket", { recursive: true });
  writeFileSync(".docket/proof-attack.json", JSON.stringify(counts));
  const machine = `Node ${process.versions.node}, ${os.availableParallelism()} processors, load ${os.loadavg()[0]?.toFixed(0)}`;
  const summary = `${counts.passed} checks passed, ${counts.failed} failed; seed ${seed}, ${secondsSince(startedAt)} s, ${machine}.`;
  console.log(`\n${summary}`);
  const isWhole = !flags.short && flags.only === undefined;
  if (isWhole) writeSection("docs/proof.md", "attack", `${summary}\n\n${tablesOf(parts)}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

function secondsSince(moment: number): string {
  return ((performance.now() - moment) / 1000).toFixed(0);
}

await main();
