import type { Id } from "@docket/schema/id";
import type { InstanceRole } from "@docket/schema/role";
import type { Scope } from "@docket/schema/scope";

declare const authenticated: unique symbol;
type Authenticated = { readonly [authenticated]: true };

/** A user signed in with a browser session. */
export type UserActor = Authenticated & {
  readonly kind: "user";
  readonly userId: Id;
  readonly sessionId: Id;
  readonly role: InstanceRole;
  readonly isVerified: boolean;
  /** When the user last authenticated. Sensitive operations require this to be recent. */
  readonly authenticatedAt: Date;
};

/**
 * A script with a personal access token. It has its owner's permissions, restricted to the token's scopes and
 * optionally to projects.
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

/** A background job that continues work started by a user. The user's access is checked again at each step. */
export type JobActor = Authenticated & {
  readonly kind: "job";
  readonly userId: Id;
  readonly tokenId: Id | null;
  readonly projectIds: readonly Id[] | null;
};

/**
 * The caller of a use case. Actors are created only by authentication ({@link authenticatedActor}), so a use case can
 * never be called with a user id taken from a request.
 */
export type Actor = UserActor | TokenActor | JobActor;

type Unbranded<A> = A extends Authenticated ? Omit<A, typeof authenticated> : never;

/**
 * Creates an actor. Must be called only by the code in `session/` that has just verified a credential. A lint rule
 * enforces this.
 */
export function authenticatedActor<A extends Actor>(proved: Unbranded<A>): A {
  // Safe because the brand exists only in types, and calling this function is what grants it.
  return proved as unknown as A;
}

/** Returns the id of the token that made the call, for the change log and the security log. Null for a user. */
export function tokenIdOf(actor: Actor): Id | null {
  return actor.kind === "user" ? null : actor.tokenId;
}

/** Returns the projects to which this actor is limited, in addition to the user's memberships. Null if not limited. */
export function projectLimitOf(actor: Actor): readonly Id[] | null {
  return actor.kind === "user" ? null : actor.projectIds;
}
