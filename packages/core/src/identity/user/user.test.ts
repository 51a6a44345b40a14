import { CreateInvitation } from "@docket/schema/invitation";
import type { InstanceRole } from "@docket/schema/role";
import type { ListOwnSecurityEvents } from "@docket/schema/security-event";
import type { ListPendingPeople, PendingKind } from "@docket/schema/user";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createInvitation } from "../../commands/invitation/mutations.ts";
import { listOwnSecurityEvents, listSecurityEvents } from "../../log/security/queries.ts";
import {
  listAllUsers,
  operatorInvite,
  operatorReactivate,
  operatorResetLink,
  operatorSetRole,
  operatorSuspend,
} from "../../operations/operator-accounts.ts";
import { waitingMails } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { updateInstance } from "../../workflows/instance/mutations.ts";
import { listPendingPeople, revokePending } from "../../workflows/registration/pending-people.ts";
import { completeRegistration, register } from "../../workflows/registration/registration.ts";
import { completeReset } from "../account/password.ts";
import { authenticate } from "../session/authenticate.ts";
import {
  createResetLink,
  inviteUser,
  reactivateUser,
  revokeUserSessions,
  setUserRole,
  suspendUser,
} from "./mutations.ts";
import { listUsers } from "./queries.ts";

let world: World;
let owner: Person;
let admin: Person;
let user: Person;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.owner.pool.query(
    "TRUNCATE user_account, workspace, security_event, one_time_token, mail CASCADE",
  );
  owner = await world.person("Olga", { role: "owner" });
  admin = await world.person("Adam", { role: "admin" });
  user = await world.person("Uma");
});

const isLive = async (person: Person) =>
  (await authenticate(world.runtime, { accessToken: person.cookies.access ?? "", authorization: null, ip: null }))
    .kind === "actor";
const rowOf = ({ id }: Person) => world.runtime.db.userAccount.findUniqueOrThrow({ where: { id } });

test("an administrator can see accounts, but none of their users' content", async () => {
  const page = await listUsers(world.ctxOf(admin), { query: "", limit: 2 });
  const rest = await listUsers(world.ctxOf(admin), { query: "", limit: 2, cursor: page.nextCursor ?? "" });
  expect([...page.items, ...rest.items].map(({ name, role }) => `${name} ${role}`).toSorted()).toEqual([
    "Adam admin",
    "Olga owner",
    "Uma user",
  ]);
  const found = await listUsers(world.ctxOf(admin), { query: "UMA", limit: 50 });
  expect(found.items.map(({ id }) => id)).toEqual([user.id]);
  expect(Object.keys(found.items[0] ?? {}).toSorted()).toEqual([
    "createdAt",
    "email",
    "id",
    "isVerified",
    "lastSeenAt",
    "name",
    "role",
    "status",
  ]);
});

describe("suspending", () => {
  test("takes effect on the next request; reactivation does not restore the sessions", async () => {
    expect(await isLive(user)).toBe(true);
    await suspendUser(world.ctxOf(admin), { id: user.id });
    expect(await isLive(user)).toBe(false);
    await reactivateUser(world.ctxOf(admin), { id: user.id });
    expect(await isLive(user)).toBe(false);
    expect((await rowOf(user)).status).toBe("active");
  });

  test("is rejected for one's own account, users of the same or a higher rank, and unknown accounts", async () => {
    const other = await world.person("Ada", { role: "admin" });
    expect(await errorCodeOf(suspendUser(world.ctxOf(admin), { id: admin.id }))).toBe("conflict");
    expect(await errorCodeOf(suspendUser(world.ctxOf(admin), { id: other.id }))).toBe("forbidden");
    expect(await errorCodeOf(suspendUser(world.ctxOf(admin), { id: owner.id }))).toBe("forbidden");
    expect(await errorCodeOf(suspendUser(world.ctxOf(admin), { id: uuidv7() }))).toBe("not_found");
    expect(await errorCodeOf(suspendUser(world.ctxOf(owner), { id: admin.id }))).toBe("done");
  });
});

describe("roles", () => {
  const set = (by: Person, whom: Person, role: InstanceRole) =>
    errorCodeOf(setUserRole(world.ctxOf(by), { id: whom.id, role }));

  test("can be granted and revoked only below the caller's own role; owners can appoint owners", async () => {
    expect(await set(admin, user, "admin")).toBe("forbidden");
    expect(await set(admin, user, "owner")).toBe("forbidden");
    expect(await set(admin, owner, "user")).toBe("forbidden");
    expect(await set(admin, user, "user")).toBe("done");
    expect(await set(owner, user, "owner")).toBe("done");
    expect(await set(user, user, "owner")).toBe("forbidden");
  });

  test("the last owner can't step down, even if two do so concurrently", async () => {
    expect(await set(owner, owner, "user")).toBe("conflict");
    const second = await world.person("Otto", { role: "owner" });
    const codes = await Promise.all([set(owner, owner, "user"), set(second, second, "user")]);
    expect(codes.toSorted()).toEqual(["conflict", "done"]);
    expect(await world.runtime.db.userAccount.count({ where: { role: "owner" } })).toBe(1);
  });
});

test("a password reset link works once, and the user can see that it was created", async () => {
  const { link } = await createResetLink(world.ctxOf(admin), { id: user.id });
  const secret = link.split("#")[1] ?? "";
  await completeReset(world.anonymous(), { token: secret, password: "seventeen purple giraffes" });
  expect(await isLive(user)).toBe(false);
  const { items } = await listOwnSecurityEvents(world.ctxOf(user), { limit: 50 });
  const event = items.find(({ kind }) => kind === "authn_password_reset_link");
  expect(event).toMatchObject({ actorId: admin.id, subjectId: user.id, ipPrefix: null, sessionId: null });
  expect(await errorCodeOf(createResetLink(world.ctxOf(admin), { id: owner.id }))).toBe("forbidden");
  await suspendUser(world.ctxOf(admin), { id: user.id });
  expect(await errorCodeOf(createResetLink(world.ctxOf(admin), { id: user.id }))).toBe("conflict");
});

test("an invitation creates an ordinary account", async () => {
  const { link } = await inviteUser(world.ctxOf(admin), { email: "New@example.org" });
  expect(
    (await waitingMails(world, "New@example.org")).map(({ secret }) => `http://localhost:3000/invite#${secret}`),
  ).toEqual([link]);
  const token = link.split("#")[1] ?? "";
  const input = { token, name: "New", password: PASSWORD, locale: "en", timeZone: "UTC" };
  const made = await completeRegistration(world.anonymous(), input, null);
  expect(made?.signedIn.account).toMatchObject({ email: "New@example.org", role: "user", isVerified: true });
  expect(await waitingMails(world, "New@example.org")).toEqual([]);
  expect(await errorCodeOf(inviteUser(world.ctxOf(admin), { email: user.email }))).toBe("conflict");
});

test("an administrator can end a user's sessions", async () => {
  expect(await revokeUserSessions(world.ctxOf(admin), { id: user.id })).toEqual({ count: 1 });
  expect(await isLive(user)).toBe(false);
  expect(await errorCodeOf(revokeUserSessions(world.ctxOf(admin), { id: owner.id }))).toBe("forbidden");
});

test("the server's operator ranks above everyone, but can't remove the last owner", async () => {
  const { link } = await operatorResetLink(world.runtime, owner.email.toUpperCase());
  await completeReset(world.anonymous(), { token: link.split("#")[1] ?? "", password: "seventeen purple giraffes" });
  expect(await errorCodeOf(operatorResetLink(world.runtime, "nobody@example.org"))).toBe("not_found");
  expect(await errorCodeOf(operatorSetRole(world.runtime, owner.email, "user"))).toBe("conflict");
  expect(await errorCodeOf(operatorSuspend(world.runtime, owner.email))).toBe("conflict");
  await operatorSetRole(world.runtime, user.email, "owner");
  await operatorSuspend(world.runtime, owner.email);
  expect(await errorCodeOf(operatorResetLink(world.runtime, owner.email))).toBe("conflict");
  await operatorReactivate(world.runtime, owner.email);
  expect((await listAllUsers(world.runtime)).map(({ name, role, status }) => `${name} ${role} ${status}`)).toEqual([
    "Olga owner active",
    "Adam admin active",
    "Uma owner active",
  ]);
  expect(await errorCodeOf(operatorInvite(world.runtime, admin.email))).toBe("conflict");
  expect((await operatorInvite(world.runtime, "new@example.org")).link).toContain("/invite#");
});

test("administrators see the whole log, other users only events that concern them", async () => {
  await suspendUser(world.ctxOf(admin), { id: user.id });
  world.advanceClock({ seconds: 1 });
  await reactivateUser(world.ctxOf(owner), { id: user.id });
  world.advanceClock({ seconds: 1 });
  await inviteUser(world.ctxOf(admin), { email: "new@example.org" });

  const all = await listSecurityEvents(world.ctxOf(owner), { limit: 2 });
  const rest = await listSecurityEvents(world.ctxOf(owner), { limit: 2, cursor: all.nextCursor ?? "" });
  expect([...all.items, ...rest.items].map(({ kind }) => kind)).toEqual([
    "user_invited",
    "user_reactivated",
    "user_suspended",
  ]);
  const own = await listOwnSecurityEvents(world.ctxOf(user), { limit: 50 });
  expect(own.items.map(({ kind }) => kind)).toEqual(["user_reactivated", "user_suspended"]);
  const filtered = await listSecurityEvents(world.ctxOf(owner), {
    limit: 50,
    kind: "user_suspended",
    userId: admin.id,
  });
  expect(filtered.items.map(({ subjectId }) => subjectId)).toEqual([user.id]);
  expect(filtered.names).toEqual({ [admin.id]: "Adam", [user.id]: "Uma" });
  expect(own.names).toMatchObject({ [owner.id]: "Olga" });

  const [latest, middle] = all.items;
  const between = { limit: 50, from: middle?.at ?? "", to: latest?.at ?? "" };
  const kinds = async (filter: Partial<ListOwnSecurityEvents>) =>
    (await listOwnSecurityEvents(world.ctxOf(user), { limit: 50, ...filter })).items.map(({ kind }) => kind);
  expect((await listSecurityEvents(world.ctxOf(owner), between)).items.map(({ kind }) => kind)).toEqual([
    "user_reactivated",
  ]);
  expect(await kinds(between)).toEqual(["user_reactivated"]);
  expect(await kinds({ kind: "user_suspended" })).toEqual(["user_suspended"]);
  expect(await kinds({ outcome: "denied" })).toEqual([]);
});

test("administrators see who has an unused registration link, regardless of who sent it", async () => {
  await inviteUser(world.ctxOf(admin), { email: "Invited@example.org" });
  world.advanceClock({ seconds: 1 });
  await updateInstance(world.ctxOf(owner), { registration: "open" });
  await register(world.anonymous(), { email: "self@example.org" });
  await world.runtime.background.settled();
  world.advanceClock({ seconds: 1 });
  const project = { id: uuidv7(), projectId: null, role: "guest" } as const;
  await createInvitation(
    world.ctxOf(owner),
    CreateInvitation.parse({
      workspaceId: owner.workspaceId,
      commandId: uuidv7(),
      ...project,
      email: "guest@example.org",
    }),
  );
  const list = (options: Partial<ListPendingPeople> = {}) =>
    listPendingPeople(world.ctxOf(admin), { limit: 2, query: "", ...options });
  const first = await list();
  const rest = await list({ cursor: first.nextCursor ?? "" });
  expect([...first.items, ...rest.items].map(({ email, kind }) => `${email} ${kind}`)).toEqual([
    "guest@example.org workspace",
    "self@example.org registration",
    "invited@example.org account",
  ]);
  expect((await list({ query: "SELF@" })).items).toHaveLength(1);

  const revoke = (email: string, kind: PendingKind) => revokePending(world.ctxOf(admin), { email, kind });
  await expect(revoke("self@example.org", "account")).rejects.toMatchObject({ code: "not_found" });
  await expect(revoke(owner.email, "account")).rejects.toMatchObject({ code: "not_found" });
  for (const { email, kind } of [...first.items, ...rest.items])
    expect(await revoke(email.toUpperCase(), kind)).toEqual({ count: 1 });
  expect((await list()).items).toEqual([]);
  for (const email of ["guest@example.org", "self@example.org", "Invited@example.org"])
    expect(await waitingMails(world, email)).toEqual([]);
  const { workspaceId } = owner;
  expect(await world.runtime.db.invitation.count({ where: { workspaceId, revokedAt: null } })).toBe(0);
  const events = await listSecurityEvents(world.ctxOf(admin), { limit: 10, kind: "user_invitation_revoked" });
  expect(events.items.map(({ meta }) => meta)).toContainEqual({ kind: "workspace", count: 1 });
  await inviteUser(world.ctxOf(admin), { email: "Invited@example.org" });
  world.advanceClock({ days: 8 });
  expect((await list()).items).toEqual([]);
});
