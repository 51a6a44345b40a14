import type { AnyTRPCProcedure } from "@trpc/server";
import type { Kind } from "../../../packages/api/src/matrix/fixture.ts";
import type { FieldPath } from "../../../packages/api/src/matrix/id-field.ts";
import { idFields, withValueAt } from "../../../packages/api/src/matrix/id-field.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { Random } from "../random.ts";
import { endingOf, faultsOf } from "./answer-shape.ts";
import type { Answer, Call, Caller } from "./caller.ts";
import { inLanes } from "./caller.ts";
import { kindsOf } from "./field-kind.ts";
import { leaksIn } from "./place.ts";
import type { Bag, PlaceName } from "./place.ts";
import type { Attacker, Population } from "./population.ts";
import { valueFor } from "./schema-value.ts";
import { shownText } from "./shown-text.ts";

/** What a sweep found; each finding is one line that names the procedure, the field and the attacker. */
export type SweepReport = {
  calls: number;
  /** How many fields were tried, of all that there are. */
  fields: { tried: number; all: number };
  leaks: Set<string>;
  /** Answers that tell an id that is hidden from one that no row has. */
  oracles: Set<string>;
  faults: Set<string>;
  /** Whether there was time for everything. */
  isComplete: boolean;
  /** Tried fields whose ids no call got past the check of the input with, so that nothing is proved about them. */
  unreached: string[];
};

/** Where an id comes from; `nowhere`: no row has it. */
type Origin = PlaceName | "trashed" | "nowhere";

/** One attacker at one id field, or, without a field, at a query as it is. */
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
  /** Milliseconds after which no further target is begun. */
  timeLimit: number;
};

const LANES = 8;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Puts ids that an attacker may not touch into every id field of every procedure, as every kind of attacker, and looks in
 * everything that comes back for planted words and foreign ids. The fields come from the input schemas, so that a new
 * procedure is swept as soon as it is there. Where time runs out, each field has had as many attackers as any other.
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
      for (const fault of faultsOf(answer)) faults.add(`${words}: ${fault}`);
      if (!["invalid", "malformed"].includes(endingOf(answer.body))) reached.add(name);
      refusals.set(origin, refusalIn(answer));
    }
    return refusals;
  };

  await inLanes(targets, LANES, async (target) => {
    if (performance.now() > endsAt) {
      report.isComplete = false;
      return;
    }
    const name = fieldName(target);
    if (target.field !== null) tried.add(name);
    const refusals = await tryOrigins(target);
    const suspects = oraclesIn(refusals, target);
    // Calls of others may have changed what both ids are answered with between the two, so a difference must show twice.
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
    // What an attacker may do at home changes the installation, so only reading is tried without a foreign id.
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

/** The ids to try, by where they come from. */
function originsFor({ field, kind, attacker }: Target, { bags }: Population): [Origin | "home", Bag][] {
  if (field === null || kind === null) return [["home", {}]];
  const foreign = (["shared", "other", "hidden", "theirs"] as const).filter((place) => !attacker.sees.has(place));
  // A new id that no row has is no attack: the call would only do what the attacker may do anyway. An id that is taken is.
  const isNew = isNewId(kind, field);
  const origins: Origin[] = isNew ? foreign : [...foreign, "trashed", "nowhere"];
  return origins.flatMap((origin): [Origin, Bag][] => {
    if (origin === "nowhere") return [[origin, { [kind]: [uuidv7()] }]];
    // An entity that is created under a taken id may be the attacker's own from then on, so these ids are used for nothing else.
    const ids = bags[origin][kind];
    const id = isNew ? ids?.at(-1) : ids?.[0];
    return id === undefined ? [] : [[origin, { [kind]: [id] }]];
  });
}

function isNewId(kind: Kind, field: FieldPath): boolean {
  return kind === "new" || field.at(-1) === "commandId";
}

function callFor({ path, procedure, field, attacker }: Target, foreign: Bag): Call {
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
  const text = shownText(answer, call, attacker.name === "instanceAdmin");
  return leaksIn(text, call.input, attacker.sees, placeOf);
}

/** What a refusal tells once the ids are left out; of a success only that it is one. */
export function refusalIn({ status, body }: Answer): string {
  return status < 400 ? "200" : `${status} ${body.replace(UUID, "…").slice(0, 300)}`;
}

/** Returns how an id is told from one that no row has, by where the id comes from. */
function oraclesIn(refusals: Map<Origin | "home", string>, { kind, attacker }: Target): Map<Origin | "home", string> {
  const nowhere = refusals.get("nowhere");
  // Who is in a workspace with others may tell them from strangers; an administrator may name any person.
  if (nowhere === undefined || kind === "person" || kind === "account") return new Map();
  const different = [...refusals].filter(([origin, refusal]) => {
    const isInView = origin === "trashed" && (attacker.sees.has("shared") || kind === "workspace");
    // Places of one workspace have the same workspace id.
    const isOwnWorkspace = kind === "workspace" && origin !== "theirs";
    return refusal !== nowhere && !isInView && !isOwnWorkspace;
  });
  return new Map(
    different.map(([origin, refusal]) => [origin, `${origin} is answered with ${refusal}, nowhere with ${nowhere}`]),
  );
}
