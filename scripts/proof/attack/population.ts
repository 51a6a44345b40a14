import type { Pool } from "pg";
import { createLogger } from "../../../apps/server/src/front/log.ts";
import type { Fixture, FixtureProject } from "../../../packages/api/src/matrix/fixture.ts";
import { createFixture } from "../../../packages/api/src/matrix/fixture.ts";
import type { Principals, Principal as CastPrincipal } from "../../../packages/api/src/matrix/principals.ts";
import { PRINCIPALS, createPrincipals, roleOf } from "../../../packages/api/src/matrix/principals.ts";
import { parseKeyRing } from "../../../packages/auth/src/key-ring.ts";
import { TEST_COST } from "../../../packages/auth/src/password.ts";
import { createApiToken } from "../../../packages/core/src/identity/api-token/mutations.ts";
import { createRuntime } from "../../../packages/core/src/operations/create-runtime.ts";
import { readConfig } from "../../../packages/core/src/runtime/config.ts";
import type { Notifier } from "../../../packages/core/src/runtime/notifier/notifier.ts";
import type { Runtime } from "../../../packages/core/src/runtime/runtime.ts";
import { UNLIMITED } from "../../../packages/core/src/testing/people.ts";
import type { People } from "../../../packages/core/src/testing/people.ts";
import type { Person } from "../../../packages/core/src/testing/person.ts";
import type { World } from "../../../packages/core/src/testing/world.ts";
import { createDatabase } from "../../../packages/db/src/client.ts";
import type { Id } from "../../../packages/schema/src/id.ts";
import { uuidv7 } from "../../../packages/schema/src/uuid.ts";
import type { Headers } from "./caller.ts";
import type { IdsByKind, PlaceName } from "./place.ts";
import { plantMarkers } from "./plant-markers.ts";

/**
 * The secrets with which another process accepts the same credentials, the issuer of the tokens, and the data
 * directory.
 */
export type InstallationKeys = { issuer: string; authSecrets: string; dataSecrets: string; directory: string };

/** A caller that attacks the server. */
export type Attacker = {
  name: string;
  headers: Headers;
  /** The places that the attacker is allowed to read. */
  sees: ReadonlySet<PlaceName>;
  /** The IDs that the attacker is allowed to use. */
  home: IdsByKind;
};

/** The users and the data of the installation under attack. */
export type Population = {
  attackers: Attacker[];
  /** A user who can read each place. */
  readers: { place: PlaceName; attacker: Attacker }[];
  /** The IDs in each place. `trashed` contains the IDs in the trash of the shared workspace. */
  bags: Record<PlaceName | "trashed", IdsByKind>;
  placeOf: Map<Id, PlaceName>;
  fixture: Fixture;
  /** The workspace that no attacker is a member of. */
  foreignWorkspaceId: Id;
};

/** Opens a second runtime on the installation's database, without rate limits and with a cheap password hash. */
export function openRuntime(
  appUrl: string,
  { issuer, authSecrets, dataSecrets, directory }: InstallationKeys,
  { notifier, log = createLogger("silent") }: { notifier: Notifier; log?: Runtime["log"] },
): Promise<Runtime> {
  return createRuntime({
    config: readConfig({ NODE_ENV: "test", APP_URL: issuer, DOCKET_DATA: directory, REGISTRATION: "open" }),
    database: createDatabase({ url: appUrl, applicationName: "proof", poolSize: 10 }),
    log,
    clock: () => new Date(),
    secrets: { auth: parseKeyRing("AUTH_SECRETS", authSecrets), data: parseKeyRing("DATA_SECRETS", dataSecrets) },
    notifier,
    limiter: UNLIMITED,
    passwordCost: TEST_COST,
  });
}

const SHARED_READERS = new Set(["guest", "viewer", "commenter", "editor", "manager", "readOnlyToken", "writeToken"]);
const OTHER_READERS = new Set(["manager", "readOnlyToken", "writeToken", "tokenOfAnotherProject"]);

/**
 * Creates the users and workspaces of the access matrix, and plants a word in all text of every place.
 *
 * @param origin the origin of a server, whose API is used to plant the words
 * @param owner a pool for writing without the API, for entities in the trash
 */
export async function populate(people: People, origin: string, owner: Pool): Promise<Population> {
  // Safe because the matrix uses only those parts of a world that `people` provides.
  const world = people as World;
  const principals = await createPrincipals(world);
  const strangers = await createPrincipals(world);
  const fixture = await createFixture(world, principals);
  const theirs = await createFixture(world, strangers);
  const writing = await tokenOf(people, principals.people.manager);
  const makers = {
    shared: { place: fixture as FixtureProject, workspaceId: fixture.workspaceId, maker: principals.people.manager },
    other: { place: fixture.other, workspaceId: fixture.workspaceId, maker: principals.people.manager },
    hidden: { place: fixture.hidden, workspaceId: fixture.workspaceId, maker: principals.people.owner },
    theirs: { place: theirs as FixtureProject, workspaceId: theirs.workspaceId, maker: strangers.people.manager },
  };
  const { bags, placeOf } = await plantMarkers(origin, owner, makers);
  const trashed: IdsByKind = {
    workspace: [fixture.workspaceId],
    project: [fixture.trashedProjectId],
    section: [fixture.trashedSectionId],
    task: [fixture.trashedTaskId],
    comment: [fixture.trashedCommentId],
  };
  for (const [place, { maker }] of Object.entries(makers)) {
    if (place === "hidden" || place === "theirs") bags[place] = { ...bags[place], ...privateTo(maker) };
  }
  bags.theirs.apiToken = [strangers.tokens.reading.id];
  const attackers = PRINCIPALS.map((name) => attackerFor(name, { principals, fixture, bags }));
  const manager = attackers.find(({ name }) => name === "manager");
  if (manager === undefined) throw new Error("There is no manager.");
  return {
    attackers: [...attackers, { ...manager, name: "writeToken", headers: { authorization: `Bearer ${writing}` } }],
    readers: (["shared", "other", "hidden", "theirs"] as const).map((place) => ({
      place,
      attacker: { name: place, headers: cookieOf(makers[place].maker), sees: new Set([place]), home: bags[place] },
    })),
    bags: { ...bags, trashed },
    placeOf,
    fixture,
    foreignWorkspaceId: theirs.workspaceId,
  };
}

/**
 * Creates users and a workspace that calls are allowed to destroy. None of these users is allowed to see a planted
 * word.
 */
export async function createPlayground(people: People): Promise<Attacker[]> {
  // Safe as in `populate`.
  const world = people as World;
  const principals = await createPrincipals(world);
  const fixture = await createFixture(world, principals);
  const home: IdsByKind = {
    workspace: [fixture.workspaceId],
    project: [fixture.projectId, fixture.other.projectId],
    section: [fixture.sectionId],
    task: [fixture.taskId, fixture.subtaskId, fixture.trashedTaskId],
    comment: [fixture.commentId],
    view: [fixture.viewId],
    label: [fixture.labelId, fixture.otherLabelId],
    invitation: [fixture.invitationId],
    person: [principals.people.viewer.id, principals.people.guest.id],
  };
  const bags = { shared: home, other: home, hidden: {}, theirs: {} };
  return PRINCIPALS.map((name) => ({
    ...attackerFor(name, { principals, fixture, bags }),
    sees: new Set<PlaceName>(),
  }));
}

function privateTo(person: Person): IdsByKind {
  return { person: [person.id], session: [person.actor.sessionId], account: [person.id] };
}

async function tokenOf({ ctxOf }: People, person: Person): Promise<string> {
  const scopes = ["tasks:read", "tasks:write", "projects:read", "projects:write", "import", "export"] as const;
  const input = { id: uuidv7(), name: "Script", scopes: [...scopes], limit: null, days: 30 };
  return (await createApiToken(ctxOf(person), input)).token;
}

/** Returns the `Cookie` header of a user's browser. */
export function cookieOf({ cookies }: Person): Headers {
  return { cookie: `at=${cookies.access}` };
}

type AttackerContext = { principals: Principals; fixture: Fixture; bags: Record<PlaceName, IdsByKind> };

function attackerFor(name: CastPrincipal, { principals, fixture, bags }: AttackerContext): Attacker {
  const role = roleOf(name);
  const me = role === null ? null : principals.people[role];
  const sees = new Set<PlaceName>([
    ...(SHARED_READERS.has(name) ? (["shared"] as const) : []),
    ...(OTHER_READERS.has(name) ? (["other"] as const) : []),
  ]);
  const own: IdsByKind = me === null ? {} : { ...privateTo(me), folder: [fixture.folderOf(me)] };
  const home = sees.has("shared") ? bags.shared : sees.has("other") ? bags.other : idsOfOutsider(name, me, fixture);
  return { name, headers: credentialOf(name, me, principals), sees, home: { ...home, ...own } };
}

/**
 * Returns the IDs of an attacker who is a member of no project in the workspace, but may be a member of the workspace.
 */
function idsOfOutsider(name: CastPrincipal, me: Person | null, { workspaceId }: Fixture): IdsByKind {
  if (name === "exMember" || name === "workspaceAdmin") return { workspace: [workspaceId] };
  return me === null ? {} : { workspace: [me.workspaceId], project: [me.inboxId] };
}

function credentialOf(name: CastPrincipal, me: Person | null, { tokens }: Principals): Headers {
  const secrets: Partial<Record<CastPrincipal, string>> = {
    tokenWithoutScope: tokens.export.secret,
    readOnlyToken: tokens.reading.secret,
    tokenOfAnotherProject: tokens.everything.secret,
  };
  const secret = secrets[name];
  if (secret !== undefined) return { authorization: `Bearer ${secret}` };
  return me === null ? {} : cookieOf(me);
}
