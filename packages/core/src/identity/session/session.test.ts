import { createPasswordHasher, TEST_COST } from "@docket/auth/password";
import type { Id } from "@docket/schema/id";
import { cpuTimeOf } from "@docket/schema/testing/cpu-time";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DomainError } from "../../runtime/error.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { authenticate } from "./authenticate.ts";
import type { TokenCookies } from "./cookie.ts";
import { reauthenticate, renameSession, revokeSession, revokeSessions, signOut } from "./mutations.ts";
import { listSessions } from "./queries.ts";
import { refreshSession } from "./refresh.ts";
import { signIn } from "./sign-in.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

const present = (cookies: TokenCookies) =>
  authenticate(world.runtime, { accessToken: cookies.access ?? null, authorization: null, ip: "192.0.2.7" });

const eventsOf = async (subjectId: Id) =>
  (await world.runtime.db.securityEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof DomainError ? error.code : Promise.reject(error as Error)),
  );

async function signInWith(person: Person, password = PASSWORD, deviceToken: string | null = null) {
  return signIn(world.anonymous(), { email: person.email, password }, deviceToken);
}

describe("signing in", () => {
  test("opens a session for the account, ignoring the case of the address", async () => {
    const mira = await world.person("Mira");
    const { signedIn, cookies } = await signIn(
      world.anonymous(),
      { email: mira.email.toUpperCase(), password: PASSWORD },
      null,
    );
    expect(signedIn.account).toMatchObject({ id: mira.id, email: mira.email, isVerified: true });
    expect(signedIn.sessionId).not.toBe(mira.actor.sessionId);
    expect(await present(cookies)).toMatchObject({
      kind: "actor",
      actor: { kind: "user", userId: mira.id, sessionId: signedIn.sessionId, role: "user" },
    });
    expect(await eventsOf(mira.id)).toEqual(["authn_login_success"]);
  });

  test("a wrong password, an unknown address and a suspended account are rejected with the same message", async () => {
    const [mira, sleeping] = [await world.person("Mira"), await world.person("Sleeping")];
    await world.runtime.db.userAccount.update({ where: { id: sleeping.id }, data: { status: "suspended" } });
    const tries = [
      signInWith(mira, "not the password"),
      signInWith({ ...mira, email: "nobody@example.org" }),
      signInWith(sleeping),
    ];
    const errors = await Promise.all(
      tries.map((work) =>
        work.then(
          () => null,
          (error: unknown) => error,
        ),
      ),
    );
    for (const error of errors)
      expect(error).toMatchObject({ code: "unauthorized", message: "Wrong email or password." });
    expect(await eventsOf(mira.id)).toEqual(["authn_login_fail"]);
  });

  test("a failed attempt is recorded without the address", async () => {
    await signInWith({ email: "secret-person@example.org" } as Person).catch(() => null);
    const events = await world.runtime.db.securityEvent.findMany({ where: { kind: "authn_login_fail" } });
    expect(JSON.stringify(events.map(({ meta }) => meta))).not.toContain("secret-person");
  });

  test("a hash that has become too weak is replaced", async () => {
    const mira = await world.person("Mira");
    const hashOf = async () =>
      (await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id: mira.id } })).passwordHash;
    const weaker = createPasswordHasher({ mode: "test", cost: { ...TEST_COST, memoryCost: TEST_COST.memoryCost / 2 } });
    const weakHash = await weaker.hashPassword(PASSWORD);
    await world.runtime.db.userAccount.update({ where: { id: mira.id }, data: { passwordHash: weakHash } });
    await signInWith(mira);
    expect(await hashOf()).not.toBe(weakHash);
    await signInWith(mira);
  });

  test("a password that is changed after it was checked does not open a session", async () => {
    const mira = await world.person("Mira");
    const { passwords, db } = world.runtime;
    const slow = {
      ...passwords,
      verifyPassword: async () => {
        await db.userAccount.update({ where: { id: mira.id }, data: { passwordHash: "$changed" } });
        return "match" as const;
      },
    };
    const ctx = world.anonymous();
    const racing = signIn(
      { ...ctx, runtime: { ...ctx.runtime, passwords: slow } },
      { email: mira.email, password: PASSWORD },
      null,
    );
    expect(await codeOf(racing)).toBe("unauthorized");
  });

  test("when there are more than 50 sessions, the least recently used one ends", async () => {
    const mira = await world.person("Mira");
    world.advanceClock({ minutes: 1 });
    for (let count = 0; count < 50; count += 1) await signInWith(mira);
    expect(await present(mira.cookies)).toEqual({ kind: "refused", reason: "invalid" });
    const live = await world.runtime.db.session.count({ where: { userId: mira.id, revokedAt: null } });
    expect(live).toBe(50);
  });
});

describe("each request", () => {
  test("without a credential is anonymous, and with two is rejected", async () => {
    const { runtime } = world;
    expect(await authenticate(runtime, { accessToken: null, authorization: null, ip: null })).toEqual({ kind: "none" });
    expect(await codeOf(authenticate(runtime, { accessToken: "a", authorization: "Bearer b", ip: null }))).toBe(
      "malformed",
    );
  });

  test("is rejected for an invalid token or another scheme, without trying another credential", async () => {
    const { runtime } = world;
    const refused = { kind: "refused", reason: "invalid" };
    expect(await authenticate(runtime, { accessToken: "x.y.z", authorization: null, ip: null })).toEqual(refused);
    for (const authorization of ["", "Bearer", "Bearer dkt_pat_x", "Basic bWU6bWU=", "Bearer ' OR 1=1"]) {
      expect(await authenticate(runtime, { accessToken: null, authorization, ip: null })).toEqual(refused);
    }
  });

  test.each([
    [
      "the session is revoked",
      (p: Person) =>
        world.runtime.db.session.update({ where: { id: p.actor.sessionId }, data: { revokedAt: new Date() } }),
    ],
    [
      "the account is suspended",
      (p: Person) => world.runtime.db.userAccount.update({ where: { id: p.id }, data: { status: "suspended" } }),
    ],
    [
      "the security version was raised",
      (p: Person) =>
        world.runtime.db.userAccount.update({ where: { id: p.id }, data: { securityVersion: { increment: 1 } } }),
    ],
  ])("is rejected as soon as %s", async (_name, change) => {
    const mira = await world.person("Mira");
    expect(await present(mira.cookies)).toMatchObject({ kind: "actor" });
    await change(mira);
    expect(await present(mira.cookies)).toEqual({ kind: "refused", reason: "invalid" });
  });

  test("is rejected after the token's ten minutes, and after the session's end even if no cleanup ran", async () => {
    const mira = await world.person("Mira");
    world.advanceClock({ minutes: 11 });
    expect(await present(mira.cookies)).toEqual({ kind: "refused", reason: "expired" });
    await world.runtime.db.session.update({
      where: { id: mira.actor.sessionId },
      data: { idleExpiresAt: new Date("2026-11-23T09:00:30Z") },
    });
    world.setTime("2026-11-23T09:01:00.000Z");
    expect(await present(mira.cookies)).toEqual({ kind: "refused", reason: "invalid" });
  });

  test("is rejected if the signed security version is out of range for the database column", async () => {
    const mira = await world.person("Mira");
    const { accessTokenFor } = await import("./open.ts");
    for (const securityVersion of [1, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      const user = { id: mira.id, securityVersion };
      const access = await accessTokenFor(world.runtime, user, mira.actor.sessionId, world.runtime.clock());
      expect(await present({ access })).toEqual({ kind: "refused", reason: "invalid" });
    }
  });

  test("with a token for another user's session is rejected", async () => {
    const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
    const { accessTokenFor } = await import("./open.ts");
    const forged = await accessTokenFor(
      world.runtime,
      { id: omar.id, securityVersion: 0 },
      mira.actor.sessionId,
      new Date(),
    );
    expect(await present({ access: forged })).toEqual({ kind: "refused", reason: "invalid" });
  });
});

describe("refreshing", () => {
  const refresh = (token: string | null | undefined) => refreshSession(world.anonymous(), token ?? null);
  const sessionOf = (person: Person) =>
    world.runtime.db.session.findUniqueOrThrow({ where: { id: person.actor.sessionId } });

  test("returns a new pair and extends the session", async () => {
    const mira = await world.person("Mira");
    const before = await sessionOf(mira);
    world.advanceClock({ minutes: 9 });
    const result = await refresh(mira.cookies.refresh);
    expect(result.isOk).toBe(true);
    expect(result.cookies.refresh).not.toBe(mira.cookies.refresh);
    expect(await present(result.cookies)).toMatchObject({ kind: "actor", actor: { sessionId: mira.actor.sessionId } });
    expect((await sessionOf(mira)).idleExpiresAt.getTime() - before.idleExpiresAt.getTime()).toBe(9 * 60_000);
  });

  test("20 concurrent requests rotate once, and all receive the same token", async () => {
    const mira = await world.person("Mira");
    world.advanceClock({ minutes: 9 });
    const results = await Promise.all(Array.from({ length: 20 }, () => refresh(mira.cookies.refresh)));
    expect(results.every(({ isOk }) => isOk)).toBe(true);
    expect(new Set(results.map(({ cookies }) => cookies.refresh)).size).toBe(1);
    expect((await sessionOf(mira)).previousHash).not.toBeNull();
    expect((await sessionOf(mira)).revokedAt).toBeNull();
  });

  test("repeats the new tokens for a minute, in case the response was lost", async () => {
    const mira = await world.person("Mira");
    world.advanceClock({ minutes: 9 });
    const lost = await refresh(mira.cookies.refresh);
    world.advanceClock({ seconds: 50 });
    const again = await refresh(mira.cookies.refresh);
    expect(again.isOk).toBe(true);
    expect(again.cookies.refresh).toBe(lost.cookies.refresh);
  });

  test("later use of a stolen token ends the session for both parties and notifies the user", async () => {
    const mira = await world.person("Mira");
    world.advanceClock({ minutes: 9 });
    const newest = await refresh(mira.cookies.refresh);
    let woken = 0;
    const leave = world.runtime.notifier.listenUser(mira.id, () => (woken += 1));
    world.advanceClock({ minutes: 2 });
    expect(await refresh(mira.cookies.refresh)).toEqual({ isOk: false, cookies: { access: null, refresh: null } });
    leave();
    expect(woken).toBe(1);
    expect(await present(newest.cookies)).toEqual({ kind: "refused", reason: "invalid" });
    expect((await refresh(newest.cookies.refresh)).isOk).toBe(false);
    expect((await sessionOf(mira)).revokeReason).toBe("refresh_reuse");
    expect(await eventsOf(mira.id)).toEqual(["authn_token_reuse"]);
    expect(await world.runtime.db.mail.count({ where: { userId: mira.id, kind: "token_reuse" } })).toBe(1);
  });

  test("use of a token from three rotations ago is treated as theft too", async () => {
    const mira = await world.person("Mira");
    let token = mira.cookies.refresh;
    for (let turn = 0; turn < 3; turn += 1) {
      world.advanceClock({ minutes: 9 });
      token = (await refresh(token)).cookies.refresh;
    }
    world.advanceClock({ hours: 1 });
    expect((await refresh(mira.cookies.refresh)).isOk).toBe(false);
    expect((await refresh(token)).isOk).toBe(false);
  });

  test("forged tokens end no session", async () => {
    const mira = await world.person("Mira");
    for (const token of [null, "", "x", "a".repeat(64), mira.cookies.refresh?.slice(0, 63)]) {
      expect((await refresh(token)).isOk).toBe(false);
    }
    expect(await present(mira.cookies)).toMatchObject({ kind: "actor" });
  });

  test("survives 29 idle days, and ends after 30 even if no cleanup ran", async () => {
    const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
    world.advanceClock({ days: 29 });
    expect((await refresh(mira.cookies.refresh)).isOk).toBe(true);
    world.advanceClock({ days: 1, seconds: 1 });
    expect((await refresh(omar.cookies.refresh)).isOk).toBe(false);
  });

  test("ends after a total of 90 days even if no cleanup ran", async () => {
    const mira = await world.person("Mira");
    let token = mira.cookies.refresh;
    for (let turn = 0; turn < 3; turn += 1) {
      world.advanceClock({ days: 29 });
      token = (await refresh(token)).cookies.refresh;
    }
    world.advanceClock({ days: 2, hours: 23 });
    token = (await refresh(token)).cookies.refresh;
    expect(token).toEqual(expect.any(String));
    world.advanceClock({ hours: 1, seconds: 1 });
    expect((await refresh(token)).isOk).toBe(false);
  });

  test("is rejected after the account was suspended", async () => {
    const mira = await world.person("Mira");
    await world.runtime.db.userAccount.update({ where: { id: mira.id }, data: { status: "suspended" } });
    world.advanceClock({ minutes: 9 });
    expect((await refresh(mira.cookies.refresh)).isOk).toBe(false);
  });
});

describe("the caller's sessions", () => {
  test("are listed with the current one marked; other users' sessions are not found", async () => {
    const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
    world.advanceClock({ minutes: 1 });
    const { signedIn } = await signInWith(mira);
    const { items } = await listSessions(world.ctxOf(mira), { limit: 50 });
    expect(items.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [signedIn.sessionId, false],
      [mira.actor.sessionId, true],
    ]);
    expect(items[0]?.ipPrefix).toBe("192.0.2.0");
    const foreign = { id: omar.actor.sessionId };
    expect(await codeOf(revokeSession(world.ctxOf(mira), foreign))).toBe("not_found");
    expect(await codeOf(renameSession(world.ctxOf(mira), { ...foreign, label: "mine" }))).toBe("not_found");
    expect(await codeOf(revokeSession(world.ctxOf(mira), { id: uuidv7() }))).toBe("not_found");
    expect(await present(omar.cookies)).toMatchObject({ kind: "actor" });
  });

  test("are listed in pages", async () => {
    const mira = await world.person("Mira");
    for (let count = 0; count < 4; count += 1) await signInWith(mira);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listSessions(world.ctxOf(mira), { limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  test("can be renamed, and ended individually, all except the current one or all together", async () => {
    const mira = await world.person("Mira");
    const ctx = world.ctxOf(mira);
    const others = [await signInWith(mira), await signInWith(mira), await signInWith(mira)];
    const [first, second] = others;
    await renameSession(ctx, { id: second!.signedIn.sessionId, label: "Kitchen" });
    await revokeSession(ctx, { id: first!.signedIn.sessionId });
    expect(await present(first!.cookies)).toMatchObject({ kind: "refused" });
    expect((await listSessions(ctx, { limit: 50 })).items.map(({ label }) => label)).toContain("Kitchen");
    expect(await revokeSessions(ctx, { which: "others" })).toEqual({ count: 2 });
    expect(await present(second!.cookies)).toMatchObject({ kind: "refused" });
    expect(await present(mira.cookies)).toMatchObject({ kind: "actor" });
    expect(await revokeSessions(ctx, { which: "all" })).toEqual({ count: 1 });
    expect(await present(mira.cookies)).toMatchObject({ kind: "refused" });
  });

  test("signing out revokes the access and refresh tokens; the refresh token alone is sufficient", async () => {
    const mira = await world.person("Mira");
    await signOut(world.anonymous(), mira.actor, mira.cookies.refresh ?? null);
    expect(await present(mira.cookies)).toMatchObject({ kind: "refused" });
    expect((await refreshSession(world.anonymous(), mira.cookies.refresh ?? null)).isOk).toBe(false);
    await signOut(world.anonymous(), mira.actor, mira.cookies.refresh ?? null);
    await signOut(world.anonymous(), null, null);

    const again = await signInWith(mira);
    await signOut(world.anonymous(), null, again.cookies.refresh ?? null);
    expect(await present(again.cookies)).toMatchObject({ kind: "refused" });
  });

  test("reauthentication with the password renews the proof of identity, in this session only", async () => {
    const mira = await world.person("Mira");
    world.advanceClock({ hours: 1 });
    expect(await codeOf(reauthenticate(world.ctxOf(mira), { password: "wrong" }))).toBe("invalid");
    const { freshUntil } = await reauthenticate(world.ctxOf(mira), { password: PASSWORD });
    expect(freshUntil).toBe("2026-11-23T10:10:00.000Z");
    const row = await world.runtime.db.session.findUniqueOrThrow({ where: { id: mira.actor.sessionId } });
    expect(row.authenticatedAt.toISOString()).toBe("2026-11-23T10:00:00.000Z");
  });
});

test("the response time does not reveal whether an address has an account", async () => {
  const slow = await createWorld({ passwordCost: { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } });
  try {
    const mira = await slow.person("Mira");
    const time = (email: string) =>
      cpuTimeOf(() => signIn(slow.anonymous(), { email, password: "not the password" }, null).catch(() => null));
    // Without the dummy hash, the times would differ by the duration of one hash, which dominates an attempt. The
    // fastest attempts are compared, because other load can only slow an attempt down. A busy machine needs more
    // attempts.
    let [known, unknown] = [Infinity, Infinity];
    const isAlike = () => Math.abs(known - unknown) < Math.min(known, unknown) / 4;
    for (let turn = 0; turn < 150 && !(turn > 20 && isAlike()); turn += 1) {
      known = Math.min(known, await time(mira.email));
      unknown = Math.min(unknown, await time("nobody@example.org"));
    }
    expect(isAlike(), `${known} ms with an account, ${unknown} ms without`).toBe(true);
  } finally {
    await slow.close();
  }
});
