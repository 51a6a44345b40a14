import { uuidv7 } from "@docket/schema/uuid";
import type { UserActor } from "../runtime/actor.ts";
import type { AnonymousCtx, Ctx, RequestInfo } from "../runtime/ctx.ts";
import type { RateLimiter } from "../runtime/limit/consume-rate.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { PASSWORD, createPerson } from "./person.ts";
import type { Person, PersonOptions } from "./person.ts";

/** Creates users in a runtime, and contexts for their calls. */
export type People = {
  runtime: Runtime;
  /** Creates an account with a session and a workspace. The email address is derived from `name`. */
  person: (name: string, options?: PersonOptions) => Promise<Person>;
  /** Returns the context for a call by this user. */
  ctxOf: (person: Person) => Ctx & { actor: UserActor };
  /** Returns the context for a request without a credential. */
  anonymous: (request?: Partial<RequestInfo>) => AnonymousCtx;
};

/** A limiter that allows everything, for tests that do not test limits. */
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

/** Creates the factory for a runtime. The password that all users share is hashed only once. */
export async function createPeople(runtime: Runtime): Promise<People> {
  const passwordHash = await runtime.passwords.hashPassword(PASSWORD);
  const anonymous = (request: Partial<RequestInfo> = {}): AnonymousCtx => ({
    runtime,
    db: runtime.db,
    request: { id: uuidv7(), ip: "192.0.2.7", userAgent: "Test", locale: "en", ...request },
    now: runtime.clock,
  });
  return {
    runtime,
    anonymous,
    person: (name, options) => createPerson(anonymous(), name, passwordHash, options),
    ctxOf: (person) => ({ ...anonymous(), actor: person.actor }),
  };
}
