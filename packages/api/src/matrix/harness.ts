import type { Person, World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import type { AnyTRPCProcedure } from "@trpc/server";
import type { ProcedureMeta } from "../meta.ts";
import { appRouter, proceduresOf } from "../root.ts";
import { ACCOUNT_INPUTS } from "./account-input.ts";
import type { CallResult } from "./call.ts";
import { callAs } from "./call.ts";
import type { Fixture } from "./fixture.ts";
import { countWrites, createFixture } from "./fixture.ts";
import type { InputMaker, Inputs } from "./input-context.ts";
import { PEOPLE_INPUTS } from "./people-input.ts";
import type { Principals, Principal, Role } from "./principals.ts";
import { createPerson, createPrincipals, identify, roleOf } from "./principals.ts";
import { WORK_INPUTS } from "./work-input.ts";

export const PROCEDURES: Map<string, AnyTRPCProcedure> = proceduresOf(appRouter);

/** The inputs for calling every procedure. */
export const INPUTS = { ...WORK_INPUTS, ...PEOPLE_INPUTS, ...ACCOUNT_INPUTS };

/** Returns the functions that create a procedure's inputs. The access table uses the first one. */
export function inputsOf(path: string): InputMaker[] {
  const inputs = (INPUTS as Record<string, Inputs | undefined>)[path];
  if (inputs === undefined) throw new Error(`${path} has no input to be tried with.`);
  return Array.isArray(inputs) ? inputs : [inputs];
}

/** Returns the metadata of a procedure. */
export function metaOf(path: string): ProcedureMeta {
  const meta: unknown = PROCEDURES.get(path)?._def.meta;
  return meta as ProcedureMeta;
}

/** Returned by an {@link InputMutation} for an input with which nothing is called. */
export const NO_CALL = Symbol("no call");

/** Changes the input of a call. */
export type InputMutation = (input: unknown, fixture: Fixture) => unknown;

/** The result of a call, and whether it has written to the fixture's workspace. */
export type Outcome = { ending: CallResult; hasWritten: boolean };

/** An instance in which every principal can call every procedure, each time on a workspace that no call has changed. */
export type Harness = {
  world: World;
  principals: Principals;
  /** Returns the current workspace. */
  fixture: () => Promise<Fixture>;
  play: (path: string, principal: Principal, maker: InputMaker, twist?: InputMutation) => Promise<Outcome>;
};

/** Creates the harness. The caller must close its world when done. */
export async function createHarness(): Promise<Harness> {
  const world = await createWorld({ settings: { REGISTRATION: "open" } });
  const principals = await createPrincipals(world);
  let present: Fixture | null = null;
  const fixture = async () => (present ??= await createFixture(world, principals));

  const callers = new Map<Role, Person>();

  /** Returns the user who makes the call. An account that a previous call has changed is not reused. */
  const callerFor = async (path: string, role: Role): Promise<Person> => {
    if (!(path in ACCOUNT_INPUTS)) return principals.people[role];
    const caller = callers.get(role) ?? (await createPerson(world, role));
    callers.set(role, caller);
    return caller;
  };

  return {
    world,
    principals,
    fixture,
    play: async (path, principal, maker, mutateInput = (input) => input) => {
      const role = roleOf(principal);
      const me = await callerFor(path, role ?? "manager");
      const inputContext = { world, principals, fixture: await fixture(), me };
      const input = mutateInput(await maker(inputContext), inputContext.fixture);
      if (input === NO_CALL) return { ending: "not called", hasWritten: false };
      const identity = await identify(world, principals, principal, role === null ? null : me, metaOf(path).scope);
      const before = await countWrites(world, inputContext.fixture.workspaceId);
      const ending = await callAs(world, identity, path, input);
      const hasWritten = (await countWrites(world, inputContext.fixture.workspaceId)) !== before;
      const isChange = PROCEDURES.get(path)?._def.type === "mutation" && ending === "ok";
      if (isChange && path in ACCOUNT_INPUTS) callers.delete(role ?? "manager");
      else if (isChange || hasWritten) present = null;
      return { ending, hasWritten };
    },
  };
}
