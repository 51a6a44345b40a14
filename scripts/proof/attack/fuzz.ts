import type { AnyTRPCProcedure } from "@trpc/server";
import type { FieldPath } from "../../../packages/api/src/matrix/id-field.ts";
import type { Id } from "../../../packages/schema/src/id.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { Random } from "../random.ts";
import type { Call, Caller } from "./caller.ts";
import { runConcurrently } from "./caller.ts";
import { kindsOf } from "./field-kind.ts";
import { mutate, toJson } from "./hostile-value.ts";
import { leaksIn } from "./place.ts";
import type { Attacker } from "./population.ts";
import { resultCode, problemsIn } from "./response-shape.ts";
import { valueFor } from "./schema-value.ts";
import { searchableText } from "./shown-text.ts";

/** The result of fuzzing a server. */
export type FuzzReport = {
  requests: number;
  /** The number of calls by result: `ok`, an error code, or `none`. */
  endings: Map<string, number>;
  /** Procedures that succeeded at least once. */
  succeeded: Set<string>;
  /** The faults, each with the first call that triggered it. */
  faults: Map<string, string>;
  leaks: Map<string, string>;
};

export type FuzzOptions = {
  procedures: Map<string, AnyTRPCProcedure>;
  caller: Caller;
  random: Random;
  requests: number;
  /** Milliseconds after which no further requests are sent. */
  timeLimit: number;
  /** Creates the attackers and their data. Called repeatedly, because calls destroy much of the data. */
  playground: () => Promise<Attacker[]>;
  /** The place of each row that no attacker in the playground is allowed to see. */
  placeOf: ReadonlyMap<Id, "shared" | "other" | "hidden" | "theirs">;
};

const LANES = 12;
const PRIVILEGED = new Set(["manager", "editor", "commenter", "workspaceAdmin", "instanceAdmin", "exMember"]);
/** Number of requests after which the attackers and their workspace are replaced. */
const REQUESTS_PER_ROUND = 2_500;
const MAX_REMEMBERED = 400;
const MAX_BATCH_SIZE = 20;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const CURSOR = /"nextCursor":"([^"]+)"/g;

/**
 * Sends single and batched requests, whose inputs are generated from the schemas and then corrupted. Checks that each
 * response has the specified shape, is not a server error and contains no planted word. IDs and cursors from responses
 * are reused in other calls.
 */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { random, requests, timeLimit, playground } = options;
  const endsAt = performance.now() + timeLimit;
  const report: FuzzReport = {
    requests: 0,
    endings: new Map(),
    succeeded: new Set(),
    faults: new Map(),
    leaks: new Map(),
  };
  const seen = { ids: [] as string[], cursors: [] as string[] };
  while (report.requests < requests && performance.now() < endsAt) {
    const crew = createAttackerPicker(await playground(), random);
    await runConcurrently(
      crew.picks(Math.min(requests - report.requests, REQUESTS_PER_ROUND)),
      LANES,
      async (attacker) => {
        if (performance.now() > endsAt) return;
        const ending = await attack(options, attacker, seen, report);
        if (ending === "unauthorized") crew.lose(attacker);
      },
    );
  }
  return report;
}

/**
 * Picks attackers, preferring those with many permissions. Skips those who have signed out or deleted their account.
 */
function createAttackerPicker(attackers: Attacker[], random: Random) {
  const able = new Set(attackers.filter(({ name }) => PRIVILEGED.has(name)));
  return {
    lose: (attacker: Attacker) => void able.delete(attacker),
    *picks(count: number) {
      for (let turn = 0; turn < count && able.size > 1; turn += 1)
        yield random.pick(random.chance(0.85) ? [...able] : attackers);
    },
  };
}

type Seen = { ids: string[]; cursors: string[] };

async function attack(
  { procedures, caller, random, placeOf }: FuzzOptions,
  attacker: Attacker,
  seen: Seen,
  report: FuzzReport,
): Promise<string> {
  const call = makeCall(procedures, attacker, random, seen);
  report.requests += 1;
  const words = `${attacker.name}: ${call.path}${call.isBatch ? " (batch)" : ""} ${call.input.slice(0, 300)}`;
  const answer = await caller.call(call).catch((error: Error) => error);
  if (answer instanceof Error) {
    report.faults.set(`no answer: ${answer.message}`, words);
    return "none";
  }
  for (const fault of problemsIn(answer)) {
    const name = call.isBatch ? `batch: ${fault}` : `${call.path}: ${fault}`;
    if (!report.faults.has(name)) report.faults.set(name, `${words} → ${answer.body.slice(0, 300)}`);
  }
  // Any attacker may have become an administrator through another attacker's call.
  const shown = searchableText(answer, call, true);
  for (const leak of leaksIn(shown, call.input, attacker.sees, placeOf))
    report.leaks.set(`${call.path}: ${leak}`, words);
  const ending = call.isBatch ? "batch" : resultCode(answer.body);
  report.endings.set(ending, (report.endings.get(ending) ?? 0) + 1);
  if (ending === "ok") report.succeeded.add(call.path);
  if (answer.status === 200) remember(seen, answer.body, random);
  return ending;
}

function makeCall(procedures: Map<string, AnyTRPCProcedure>, attacker: Attacker, random: Random, seen: Seen): Call {
  const callable = [...procedures].filter(([, { _def }]) => _def.type !== "subscription");
  const [path, procedure] = random.pick(callable);
  const type = procedure._def.type as Call["type"];
  const { headers } = attacker;
  const inputOf = (name: string, of: AnyTRPCProcedure) => toJson(makeInput(name, of, attacker, random, seen));
  if (random.chance(0.9)) return { path, type, input: inputOf(path, procedure), headers };
  const alike = callable.filter(([, { _def }]) => _def.type === type);
  const batch = Array.from({ length: 1 + random.below(MAX_BATCH_SIZE + 2) }, () => random.pick(alike));
  const inputs = batch.map(([name, of], index) => `"${random.chance(0.98) ? index : -1}":${inputOf(name, of)}`);
  return { path: batch.map(([name]) => name).join(","), type, input: `{${inputs.join(",")}}`, headers, isBatch: true };
}

function makeInput(path: string, procedure: AnyTRPCProcedure, { home }: Attacker, random: Random, seen: Seen): unknown {
  const { inputs } = procedure._def as { inputs?: unknown[] };
  const ownId = (at: FieldPath) => kindsOf(path, at).flatMap((kind) => home[kind] ?? []);
  const source = {
    id: (at: FieldPath) => {
      const [own, isStrange] = [ownId(at), random.chance(0.15)];
      if (own.length > 0 && !isStrange) return random.pick(own);
      return isStrange && seen.ids.length > 0 ? random.pick(seen.ids) : uuidv7();
    },
    isGiven: () => random.chance(0.3),
    text: (at: FieldPath) =>
      at.at(-1) === "cursor" && seen.cursors.length > 0 ? random.pick(seen.cursors) : undefined,
    pick: random.pick,
  };
  let input = valueFor(inputs?.[0], source);
  const damages = random.pick([0, 0, 1, 1, 2, 4]);
  for (let count = 0; count < damages; count += 1) input = mutate(input, random);
  return input;
}

/** Stores some of the IDs and cursors in a response. If the list is full, they replace random entries. */
function remember({ ids, cursors }: Seen, body: string, random: Random): void {
  const keep = (list: string[], item: string) => {
    if (list.length < MAX_REMEMBERED) list.push(item);
    else list[random.below(MAX_REMEMBERED)] = item;
  };
  for (const id of (body.match(UUID) ?? []).slice(0, 5)) keep(ids, id);
  for (const [, cursor = ""] of body.matchAll(CURSOR)) keep(cursors, cursor);
}
