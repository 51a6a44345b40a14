import { createApiToken } from "@docket/core/identity/api-token/mutations";
import { addPushSubscription } from "@docket/core/identity/push/mutations";
import { authenticate } from "@docket/core/identity/session/authenticate";
import type { Identity } from "@docket/core/identity/session/authenticate";
import type { Person, World } from "@docket/core/testing/world";
import type { Id } from "@docket/schema/id";
import type { Scope } from "@docket/schema/scope";
import { uuidv7 } from "@docket/schema/uuid";

const CALLING_PEOPLE = [
  /** A manager of the project who has not confirmed their address. */
  "unverified",
  "stranger",
  /** A former member of the project who is still a member of the workspace. */
  "exMember",
  /** A viewer of the project and a guest of the workspace. */
  "guest",
  "viewer",
  "commenter",
  "editor",
  "manager",
  /** An admin of the workspace who is not a member of the project. */
  "workspaceAdmin",
  /** An administrator of the instance who is not a member of the workspace. */
  "instanceAdmin",
  /** A suspended manager of the project. */
  "suspended",
] as const;

/** All kinds of callers, in the order of the table's columns. */
export const PRINCIPALS = [
  "anonymous",
  ...CALLING_PEOPLE,
  /** One of the manager's tokens, with an unrelated scope. */
  "tokenWithoutScope",
  /** One of the manager's tokens, with read scopes. */
  "readOnlyToken",
  /** One of the manager's tokens, with all scopes but limited to another of the manager's projects. */
  "tokenOfAnotherProject",
] as const;
export type Principal = (typeof PRINCIPALS)[number];

const PEOPLE = [
  ...CALLING_PEOPLE,
  /** The owner of the workspace, who has a private project in it. */
  "owner",
] as const;
export type Role = (typeof PEOPLE)[number];

type Token = { id: Id; secret: string };

/** The users, who are the same in all workspaces, and the manager's tokens. */
export type Principals = {
  people: Record<Role, Person>;
  tokens: { export: Token; import: Token; reading: Token; everything: Token };
};

/** Creates a user with the properties of a principal that do not depend on a workspace. */
export async function createPerson(world: World, role: Role): Promise<Person> {
  const traits = { isVerified: role !== "unverified", role: role === "instanceAdmin" ? "admin" : "user" } as const;
  const person = await world.person(role, traits);
  if (role === "suspended")
    await world.runtime.db.userAccount.update({ where: { id: person.id }, data: { status: "suspended" } });
  return person;
}

/** Returns the subscription of a browser: an address that never exists, and the key in the example of RFC 8291. */
export const newPushSubscription = () => ({
  endpoint: `https://push.invalid/${uuidv7()}`,
  keys: {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  },
});

/** Creates the users, each with a device for push notifications, and the tokens. */
export async function createPrincipals(world: World): Promise<Principals> {
  const entries: [Role, Person][] = [];
  for (const role of PEOPLE) entries.push([role, await createPerson(world, role)]);
  const people = Object.fromEntries(entries) as Principals["people"];
  // Everyone has a device that others must not be able to remove.
  for (const [, person] of entries) await addPushSubscription(world.ctxOf(person), newPushSubscription());
  const issue = async (scopes: Scope[]): Promise<Token> => {
    const input = { id: uuidv7(), name: "Script", scopes, limit: null, days: 30 };
    const { apiToken, token } = await createApiToken(world.ctxOf(people.manager), input);
    return { id: apiToken.id, secret: token };
  };
  return {
    people,
    tokens: {
      export: await issue(["export"]),
      import: await issue(["import"]),
      reading: await issue(["tasks:read", "projects:read"]),
      everything: await issue(["tasks:read", "tasks:write", "projects:read", "projects:write", "import", "export"]),
    },
  };
}

/**
 * Returns the role of the user who acts as a principal: null for an anonymous caller, the manager for the manager's
 * tokens.
 */
export function roleOf(principal: Principal): Role | null {
  if (principal === "anonymous") return null;
  return principal.toLowerCase().includes("token") ? "manager" : (principal as Role);
}

/**
 * Authenticates a principal with a real credential.
 *
 * @param me the user who acts as the principal
 * @param scope the scope that the procedure requires of tokens
 */
export function identify(
  { runtime }: World,
  { tokens }: Principals,
  principal: Principal,
  me: Person | null,
  scope: Scope | null,
): Promise<Identity> {
  const token = {
    tokenWithoutScope: scope === "export" ? tokens.import : tokens.export,
    readOnlyToken: tokens.reading,
    tokenOfAnotherProject: tokens.everything,
  }[principal as string];
  return authenticate(runtime, {
    accessToken: token === undefined ? (me?.cookies.access ?? null) : null,
    authorization: token === undefined ? null : `Bearer ${token.secret}`,
    ip: "192.0.2.7",
  });
}
