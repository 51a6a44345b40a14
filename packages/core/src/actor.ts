import type { Id } from "@docket/schema/id";
import type { InstanceRole } from "@docket/schema/role";
import type { Scope } from "@docket/schema/scope";

declare const authenticated: unique symbol;
type Authenticated = { readonly [authenticated]: true };

/** A person at a browser. */
export type UserActor = Authenticated & {
  readonly kind: "user";
  readonly userId: Id;
  readonly sessionId: Id;
  readonly role: InstanceRole;
  readonly isVerified: boolean;
  /** When this person last proved who they are; sensitive acts ask for a recent proof. */
  readonly authenticatedAt: Date;
};

/** A script with a personal access token: its owner's rights, cut down to scopes and, where listed, to projects. */
export type TokenActor = Authenticated & {
  readonly kind: "token";
  readonly userId: Id;
  readonly tokenId: Id;
  readonly scopes: readonly Scope[];
  readonly workspaceId: Id | null;
  /** Null: every project of the owner. */
  readonly projectIds: readonly Id[] | null;
};

/** A background job that goes on with what a person started; their access is looked up anew at each step. */
export type JobActor = Authenticated & {
  readonly kind: "job";
  readonly userId: Id;
  readonly tokenId: Id | null;
  readonly projectIds: readonly Id[] | null;
};

/**
 * Who acts. Only authentication makes one ({@link authenticatedActor}), so no use case can be called with a user id that
 * came in with a request.
 */
export type Actor = UserActor | TokenActor | JobActor;

type Unbranded<A> = A extends Authenticated ? Omit<A, typeof authenticated> : never;

/**
 * Makes an actor. For the code that has just checked a credential, which lies in `session/`, and for it alone: a lint rule
 * holds everybody else off.
 */
export function authenticatedActor<A extends Actor>(proved: Unbranded<A>): A {
  // Safe because the brand exists in types only; calling this function is what it certifies.
  return proved as unknown as A;
}

/** The token behind an action, for the change log and the security log. */
export function tokenIdOf(actor: Actor): Id | null {
  return actor.kind === "user" ? null : actor.tokenId;
}

/** The projects to which this actor is limited beyond its person's memberships, or null. */
export function projectLimitOf(actor: Actor): readonly Id[] | null {
  return actor.kind === "user" ? null : actor.projectIds;
}
