import type { Id } from "@docket/schema/id";
import type { InstanceRole } from "@docket/schema/role";
import type { Scope } from "@docket/schema/scope";

declare const authenticated: unique symbol;
type Authenticated = { readonly [authenticated]: true };

/** A person signed in with a browser session. */
export type UserActor = Authenticated & {
  readonly kind: "user";
  readonly userId: Id;
  readonly sessionId: Id;
  readonly role: InstanceRole;
  readonly isVerified: boolean;
  /** When this person last authenticated; sensitive operations require this to be recent. */
  readonly authenticatedAt: Date;
};

/**
 * A script with a personal access token. It has the owner's rights, restricted to scopes and optionally to projects.
 */
export type TokenActor = Authenticated & {
  readonly kind: "token";
  readonly userId: Id;
  readonly tokenId: Id;
  readonly scopes: readonly Scope[];
  readonly workspaceId: Id | null;
  /** Null for all projects of the owner. */
  readonly projectIds: readonly Id[] | null;
};

/** A background job that continues work a person started. The person's access is checked again at each step. */
export type JobActor = Authenticated & {
  readonly kind: "job";
  readonly userId: Id;
  readonly tokenId: Id | null;
  readonly projectIds: readonly Id[] | null;
};

/**
 * The caller of a use case. Only authentication creates an actor ({@link authenticatedActor}), so no use case can be
 * called with a user id taken from a request.
 */
export type Actor = UserActor | TokenActor | JobActor;

type Unbranded<A> = A extends Authenticated ? Omit<A, typeof authenticated> : never;

/**
 * Creates an actor. Only the code in `session/` that has just verified a credential may call this; a lint rule enforces
 * it.
 */
export function authenticatedActor<A extends Actor>(proved: Unbranded<A>): A {
  // Safe because the brand exists only in types; calling this function is what grants it.
  return proved as unknown as A;
}

/** Returns the id of the token that made the call, for the change log and the security log, or null for a person. */
export function tokenIdOf(actor: Actor): Id | null {
  return actor.kind === "user" ? null : actor.tokenId;
}

/**
 * Returns the projects to which this actor is limited, in addition to the person's memberships; null if not limited.
 */
export function projectLimitOf(actor: Actor): readonly Id[] | null {
  return actor.kind === "user" ? null : actor.projectIds;
}
