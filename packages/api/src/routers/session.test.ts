import { authenticate } from "@docket/core/identity/session/authenticate";
import type { Identity } from "@docket/core/identity/session/authenticate";
import { refreshSession } from "@docket/core/identity/session/refresh";
import { createWorld, PASSWORD } from "@docket/core/testing/world";
import type { Person, World } from "@docket/core/testing/world";
import { uuidv7 } from "@docket/schema/uuid";
import { TRPCError } from "@trpc/server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { refusalData } from "../error.ts";
import { appRouter, createCaller, requireDeclarations } from "../root.ts";
import { createTestContext } from "../testing/context.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

type Visit = {
  identity?: Identity;
  refreshToken?: string | null;
  deviceToken?: string | null;
  expectedUserId?: string | null;
};

/** Creates a caller for one request of a browser or script, and collects the cookies that the request sets. */
function visit(
  { identity = { kind: "none" }, refreshToken = null, deviceToken = null, expectedUserId = null }: Visit = {},
  at = world,
) {
  const cookies: string[] = [];
  const { runtime, request } = at.anonymous();
  const setCookie = (header: string) => cookies.push(header);
  const tokens = { refreshToken, expectedUserId, deviceToken };
  const api = createCaller(createTestContext({ runtime, request, identity, setCookie, ...tokens }));
  return { api, cookies };
}

const as = (person: Person) => visit({ identity: { kind: "actor", actor: person.actor, locale: "en" } });

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof TRPCError ? refusalData(error, undefined, "en").code : String(error)),
  );

test("every procedure declares who can call it, its input and its output", () => {
  expect(() => requireDeclarations(appRouter)).not.toThrow();
});

test("signing in sets three HttpOnly cookies; signing out removes those of the session", async () => {
  const mira = await world.person("Mira");
  const arriving = visit();
  const { account } = await arriving.api.session.signIn({ email: mira.email, password: PASSWORD });
  expect(account.id).toBe(mira.id);
  expect(arriving.cookies.map((cookie) => cookie.split("=")[0])).toEqual(["at", "rt", "dt"]);
  for (const cookie of arriving.cookies) expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);

  const refreshToken = /^rt=([^;]+)/.exec(arriving.cookies[1] ?? "")?.[1] ?? null;
  const leaving = visit({ refreshToken });
  await leaving.api.session.signOut();
  expect(leaving.cookies).toEqual([expect.stringMatching(/^at=; Max-Age=0/), expect.stringMatching(/^rt=; Max-Age=0/)]);
  expect((await refreshSession(world.anonymous(), refreshToken)).isOk).toBe(false);
});

test("signing out is rejected for another user than the client expects, who stays signed in", async () => {
  const [mira, other] = [await world.person("Mira"), await world.person("Other")];
  const refreshToken = mira.cookies.refresh ?? null;
  const mistaken = visit({ refreshToken, expectedUserId: other.id });
  expect(await codeOf(mistaken.api.session.signOut())).toBe("unauthorized");
  expect(mistaken.cookies).toEqual([]);
  expect((await refreshSession(world.anonymous(), refreshToken)).isOk).toBe(true);
  expect(await visit({ refreshToken, expectedUserId: mira.id }).api.session.signOut()).toEqual({ done: true });
});

test("refreshing is rejected for another user than the client expects, who stays signed in", async () => {
  const [mira, other] = [await world.person("Mira"), await world.person("Other")];
  const refreshToken = mira.cookies.refresh ?? null;
  const mistaken = visit({ refreshToken, expectedUserId: other.id });
  expect(await codeOf(mistaken.api.session.refresh())).toBe("unauthorized");
  expect(mistaken.cookies.every((cookie) => !cookie.includes("Max-Age=0"))).toBe(true);
  expect(await visit({ refreshToken, expectedUserId: mira.id }).api.session.refresh()).toHaveProperty(
    "accessExpiresAt",
  );
});

test("refreshing works with an expired access token, and a rejected refresh clears the cookies", async () => {
  const mira = await world.person("Mira");
  world.advanceClock({ minutes: 11 });
  const identity = await authenticate(world.runtime, {
    accessToken: mira.cookies.access ?? "",
    authorization: null,
    ip: null,
  });
  expect(identity).toEqual({ kind: "refused", reason: "expired" });
  const good = visit({ identity, refreshToken: mira.cookies.refresh ?? null });
  expect(await good.api.session.refresh()).toEqual({ accessExpiresAt: "2026-11-23T09:21:00.000Z" });
  expect(good.cookies).toHaveLength(2);
  const bad = visit({ refreshToken: "A".repeat(64) });
  expect(await codeOf(bad.api.session.refresh())).toBe("unauthorized");
  expect(bad.cookies.every((cookie) => cookie.includes("Max-Age=0"))).toBe(true);
});

describe("who can call what", () => {
  test("an anonymous caller can't access sessions or accounts", async () => {
    const { api } = visit();
    expect(await codeOf(api.session.list({}))).toBe("unauthorized");
    expect(await codeOf(api.account.get())).toBe("unauthorized");
    expect(await codeOf(api.user.list({}))).toBe("unauthorized");
  });

  test("a token can't access credentials, sessions, people or administration, regardless of its scopes", async () => {
    const mira = await world.person("Mira", { role: "owner" });
    const { token } = await as(mira).api.apiToken.create({
      id: uuidv7(),
      name: "all",
      scopes: ["tasks:read", "export"],
    });
    const identity = await authenticate(world.runtime, {
      accessToken: null,
      authorization: `Bearer ${token}`,
      ip: null,
    });
    const { api } = visit({ identity });
    const tries = [
      api.apiToken.create({ id: uuidv7(), name: "more", scopes: ["tasks:write"] }),
      api.apiToken.list({}),
      api.account.changePassword({ currentPassword: PASSWORD, newPassword: "seventeen purple giraffes" }),
      api.session.list({}),
      api.user.list({}),
      api.instance.update({ registration: "open" }),
      api.securityEvent.own({}),
    ];
    expect(new Set(await Promise.all(tries.map(codeOf)))).toEqual(new Set(["forbidden"]));
  });

  test("administration requires the role, and sensitive actions require recent authentication", async () => {
    const [mira, adam] = [await world.person("Mira"), await world.person("Adam", { role: "admin" })];
    expect(await codeOf(as(mira).api.user.list({}))).toBe("forbidden");
    expect(await codeOf(as(mira).api.instance.pendingMails({}))).toBe("forbidden");
    expect(await codeOf(as(adam).api.user.list({}))).toBe("done");
    world.advanceClock({ minutes: 11 });
    expect(await codeOf(as(adam).api.user.list({}))).toBe("done");
    expect(await codeOf(as(adam).api.user.suspend({ id: mira.id }))).toBe("reauthentication_required");
    const options = { id: uuidv7(), name: "script", scopes: ["tasks:read" as const] };
    expect(await codeOf(as(mira).api.apiToken.create(options))).toBe("reauthentication_required");
    const { freshUntil } = await as(mira).api.session.reauthenticate({ password: PASSWORD });
    expect(freshUntil).toBe("2026-11-23T09:21:00.000Z");
  });

  test("an unverified user can access their account, but no tasks", async () => {
    const newcomer = await world.person("New", { isVerified: false });
    expect(await codeOf(as(newcomer).api.session.list({}))).toBe("done");
    expect(await codeOf(as(newcomer).api.project.list({ workspaceId: newcomer.workspaceId }))).toBe("forbidden");
  });
});

test("rejects unknown fields", async () => {
  const mira = await world.person("Mira");
  const extra = { name: "Mira", role: "owner", emailVerifiedAt: "2026-01-01T00:00:00.000Z" };
  expect(await codeOf(as(mira).api.account.update(extra as { name: string }))).toBe("invalid");
  expect((await as(mira).api.account.update({ name: "Mira H.", timeZone: "Europe/Oslo", weekStart: 7 })).name).toBe(
    "Mira H.",
  );
  expect(await codeOf(as(mira).api.account.update({ timeZone: "Europe/Nowhere" }))).toBe("invalid");
});

test("changes how times and dates are written, and follows the locale again", async () => {
  const { api } = as(await world.person("Mira"));
  expect((await api.session.get()).account).toMatchObject({ clock: null, dateOrder: null });
  expect(await api.account.update({ clock: "24", dateOrder: "day" })).toMatchObject({ clock: "24", dateOrder: "day" });
  expect(await api.account.update({ name: "Mira H." })).toMatchObject({ clock: "24", dateOrder: "day" });
  expect(await api.account.update({ clock: null })).toMatchObject({ clock: null, dateOrder: "day" });
  expect(await codeOf(api.account.update({ clock: "13" as "12" }))).toBe("invalid");
});

test.each(["", "\u0000", "a\ud800b", "x".repeat(10_000_000)])(
  "rejects an invalid password before checking it",
  async (password) => {
    expect(await codeOf(visit().api.session.signIn({ email: "mira@example.org", password }))).toBe("invalid");
  },
);

test("sign-in attempts from an IP address share one rate limit, regardless of their session", async () => {
  const limited = await createWorld({ isLimited: true });
  try {
    const people = [await limited.person("Mira"), await limited.person("Omar"), await limited.person("Lena")];
    const visitors: Identity[] = [
      { kind: "none" },
      ...people.map(({ actor }) => ({ kind: "actor", actor, locale: "en" }) as const),
    ];
    const codes: string[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const { api } = visit({ identity: visitors[turn % visitors.length] }, limited);
      codes.push(await codeOf(api.session.signIn({ email: `guess${turn}@example.org`, password: "a wrong password" })));
    }
    expect(codes.filter((code) => code === "unauthorized")).toHaveLength(30);
    expect(new Set(codes.slice(30))).toEqual(new Set(["too_many_requests"]));
    const other = visit({ identity: visitors[1] }, limited);
    expect(await codeOf(other.api.session.list({}))).toBe("done");
  } finally {
    await limited.close();
  }
});
