import { uuidv7 } from "@docket/schema/uuid";
import type { UserActor } from "../actor.ts";
import type { AnonymousCtx, Ctx, RequestInfo } from "../ctx.ts";
import type { RateLimiter } from "../limit/rate.ts";
import type { Runtime } from "../runtime.ts";
import { PASSWORD, createPerson } from "./person.ts";
import type { Person, PersonOptions } from "./person.ts";

/** Creates people on a runtime, and what use cases are given when they ask. */
export type People = {
  runtime: Runtime;
  /** An account with a session and a workspace; `name` also makes the address. */
  person: (name: string, options?: PersonOptions) => Promise<Person>;
  /** What a use case is given when this person asks. */
  ctxOf: (person: Person) => Ctx & { actor: UserActor };
  /** The same for a request without a credential. */
  anonymous: (request?: Partial<RequestInfo>) => AnonymousCtx;
};

/** No limits at all, for tests that are not about them. */
export const UNLIMITED: RateLimiter = {
  consume: (budget, _key, spent) =>
    Promise.resolve({
      isAllowed: true,
      budget,
      limit: 1e6,
      windowSeconds: 60,
      spent,
      remaining: 1e6,
      resetSeconds: 60,
    }),
  forgive: () => Promise.resolve(),
};

/** Prepares a runtime for people; their common password is hashed once. */
export async function createPeople(runtime: Runtime): Promise<People> {
  const passwordHash = await runtime.passwords.hashPassword(PASSWORD);
  const anonymous = (request: Partial<RequestInfo> = {}): AnonymousCtx => ({
    runtime,
    db: runtime.db,
    request: { id: uuidv7(), ip: "192.0.2.7", userAgent: "Test", ...request },
    now: runtime.clock,
  });
  return {
    runtime,
    anonymous,
    person: (name, options) => createPerson(anonymous(), name, passwordHash, options),
    ctxOf: (person) => ({ ...anonymous(), actor: person.actor }),
  };
}
