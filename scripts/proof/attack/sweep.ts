import type { AnyTRPCProcedure } from "@trpc/server";
import type { Kind } from "../../../packages/api/src/matrix/fixture.ts";
import type { FieldPath } from "../../../packages/api/src/matrix/id-field.ts";
import { idFields, withValueAt } from "../../../packages/api/src/matrix/id-field.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { Random } from "../random.ts";
import type { Answer, Call, Caller } from "./caller.ts";
import { runConcurrently } from "./caller.ts";
import { kindsOf } from "./field-kind.ts";
import { leaksIn } from "./place.ts";
import type { IdsByKind, PlaceName } from "./place.ts";
import type { Attacker, Population } from "./population.ts";
import { resultCode, problemsIn } from "./response-shape.ts";
import { valueFor } from "./schema-value.ts";
import { searchableText } from "./shown-text.ts";

/** The result of a sweep. Each finding is one line that names the procedure, the field and the attacker. */
export type SweepReport = {
  calls: number;
  /** The number of fields tried, and the total number of fields. */
  fields: { tried: number; all: number };
  leaks: Set<string>;
  /** Responses that distinguish a hidden ID from one that does not exist. */
  oracles: Set<string>;
  faults: Set<string>;
  /** Whether all targets were tried within the time limit. */
  isComplete: boolean;
  /** Tried fields for which no call passed input validation. Nothing is proved about them. */
  unreached: string[];
};

/** The origin of an ID. `nowhere` is an ID that does not exist. */
type Origin = PlaceName | "trashed" | "nowhere";

/** An attacker and the ID field to attack, or null for an unchanged query. */
type Target = {
  path: string;
  procedure: AnyTRPCProcedure;
  field: FieldPath | null;
  kind: Kind | null;
  attacker: Attacker;
};

export type SweepOptions = {
  procedures: Map<string, AnyTRPCProcedure>;
  population: Population;
  caller: Caller;
  random: Random;
  /** Milliseconds after which no further targets are tried. */
  timeLimit: number;
};

const LANES = 8;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * As every kind of attacker, sends IDs that the attacker is not allowed to access in every ID field of every procedure.
 * Searches all responses for planted words and foreign IDs. The fields come from the input schemas, so that new
 * procedures are included automatically. Fields are tried evenly: when the time runs out, all of them have been tried
 * with the same number of attackers.
 */
export async function sweep(options: SweepOptions): Promise<SweepReport> {
  const { procedures, population, random, timeLimit } = options;
  const [leaks, oracles, faults] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const report: SweepReport = {
    calls: 0,
    fields: { tried: 0, all: 0 },
    leaks,
    oracles,
    faults,
    isComplete: true,
    unreached: [],
  };
  const targets = targetsOf(procedures, population, random);
  const [tried, reached] = [new Set<string>(), new Set<string>()];
  const endsAt = performance.now() + timeLimit;

  const tryOrigins = async (target: Target) => {
    const name = fieldName(target);
    const refusals = new Map<Origin | "home", string>();
    for (const [origin, ids] of originsFor(target, population)) {
      const call = callFor(target, ids);
      const answer = await options.caller.call(call);
      report.calls += 1;
      const words = `${name} (${origin}) as ${target.attacker.name}`;
      for (const leak of leaksOf(answer, call, target, population)) leaks.add(`${words}: ${leak}`);
      for (const fault of problemsIn(answer)) faults.add(`${words}: ${fault}`);
      if (!["invalid", "malformed"].includes(resultCode(answer.body))) reached.add(name);
      refusals.set(origin, responseSignature(answer));
    }
    return refusals;
  };

  await runConcurrently(targets, LANES, async (target) => {
    if (performance.now() > endsAt) {
      report.isComplete = false;
      return;
    }
    const name = fieldName(target);
    if (target.field !== null) tried.add(name);
    const refusals = await tryOrigins(target);
    const suspects = oraclesIn(refusals, target);
    // Concurrent calls may have changed the responses between the two requests, so a difference counts only if it
    // occurs twice.
    const again = suspects.size > 0 ? oraclesIn(await tryOrigins(target), target) : suspects;
    for (const [origin, oracle] of suspects) {
      if (again.has(origin)) oracles.add(`${name} (a ${target.kind}) as ${target.attacker.name}: ${oracle}`);
    }
  });

  report.fields = {
    tried: tried.size,
    all: new Set(targets.filter(({ field }) => field !== null).map(fieldName)).size,
  };
  report.unreached = [...tried].filter((name) => !reached.has(name));
  return report;
}

function targetsOf(procedures: Map<string, AnyTRPCProcedure>, { attackers }: Population, random: Random): Target[] {
  const targets = [...procedures].flatMap(([path, procedure]) => {
    if (procedure._def.type === "subscription") return [];
    // A mutation without a foreign ID would change the attacker's own data, so only queries are also sent unchanged.
    const places: { field: FieldPath | null; kind: Kind | null }[] =
      procedure._def.type === "query" ? [{ field: null, kind: null }] : [];
    for (const field of idFields(schemaOf(procedure))) {
      for (const kind of kindsOf(path, field)) places.push({ field, kind });
    }
    return places.flatMap((place) => attackers.map((attacker) => ({ path, procedure, attacker, ...place })));
  });
  const counts = new Map<string, number>();
  const turnOf = (target: Target) => {
    const turn = counts.get(fieldName(target)) ?? 0;
    counts.set(fieldName(target), turn + 1);
    return turn;
  };
  return targets
    .map((target) => ({ target, chance: random.next() }))
    .toSorted((left, right) => left.chance - right.chance)
    .map(({ target }) => ({ target, turn: turnOf(target) }))
    .toSorted((left, right) => left.turn - right.turn)
    .map(({ target }) => target);
}

function schemaOf(procedure: AnyTRPCProcedure): unknown {
  const { inputs } = procedure._def as { inputs?: unknown[] };
  return inputs?.[0];
}

function fieldName({ path, field }: Target): string {
  return `${path} ${field?.join(".") ?? "as it is"}`;
}

/** Returns the IDs to try, each with its origin. */
function originsFor({ field, kind, attacker }: Target, { bags }: Population): [Origin | "home", IdsByKind][] {
  if (field === null || kind === null) return [["home", {}]];
  const foreign = (["shared", "other", "hidden", "theirs"] as const).filter((place) => !attacker.sees.has(place));
  // In the ID field of a new entity, only an ID that already exists is an attack. A call with an unused ID is allowed.
  const isNew = isNewId(kind, field);
  const origins: Origin[] = isNew ? foreign : [...foreign, "trashed", "nowhere"];
  return origins.flatMap((origin): [Origin, IdsByKind][] => {
    if (origin === "nowhere") return [[origin, { [kind]: [uuidv7()] }]];
    // An entity created with an existing ID can then belong to the attacker, so these IDs are not used elsewhere.
    const ids = bags[origin][kind];
    const id = isNew ? ids?.at(-1) : ids?.[0];
    return id === undefined ? [] : [[origin, { [kind]: [id] }]];
  });
}

function isNewId(kind: Kind, field: FieldPath): boolean {
  return kind === "new" || field.at(-1) === "commandId";
}

function callFor({ path, procedure, field, attacker }: Target, foreign: IdsByKind): Call {
  const name = field?.join(".") ?? "";
  const input = valueFor(schemaOf(procedure), {
    id: (at) =>
      kindsOf(path, at).flatMap((kind) => (isNewId(kind, at) ? [] : (attacker.home[kind] ?? [])))[0] ?? uuidv7(),
    isGiven: (at) => name === at.join(".") || name.startsWith(`${at.join(".")}.`),
    pick: (items) => items[0],
  });
  const [id] = Object.values(foreign).flat();
  const whole = field === null || id === undefined ? input : withValueAt(input, field, id);
  const type = procedure._def.type as Call["type"];
  return { path, type, input: JSON.stringify(whole) ?? "", headers: attacker.headers };
}

function leaksOf(answer: Answer, call: Call, { attacker }: Target, { placeOf }: Population): string[] {
  const text = searchableText(answer, call, attacker.name === "instanceAdmin");
  return leaksIn(text, call.input, attacker.sees, placeOf);
}

/**
 * Returns the part of a response that can distinguish IDs: "200" for a success; for an error, its status and its body
 * without IDs.
 */
export function responseSignature({ status, body }: Answer): string {
  return status < 400 ? "200" : `${status} ${body.replace(UUID, "…").slice(0, 300)}`;
}

/**
 * Returns how the responses to existing IDs differ from the response to a nonexistent ID, keyed by the origin of the
 * IDs.
 */
function oraclesIn(refusals: Map<Origin | "home", string>, { kind, attacker }: Target): Map<Origin | "home", string> {
  const nowhere = refusals.get("nowhere");
  // Members of a workspace are allowed to distinguish its people from others, and an administrator can refer to any
  // user.
  if (nowhere === undefined || kind === "person" || kind === "account") return new Map();
  const different = [...refusals].filter(([origin, refusal]) => {
    const isInView = origin === "trashed" && (attacker.sees.has("shared") || kind === "workspace");
    // All places except `theirs` are in the same workspace.
    const isOwnWorkspace = kind === "workspace" && origin !== "theirs";
    return refusal !== nowhere && !isInView && !isOwnWorkspace;
  });
  return new Map(
    different.map(([origin, refusal]) => [origin, `${origin} is answered with ${refusal}, nowhere with ${nowhere}`]),
  );
}
