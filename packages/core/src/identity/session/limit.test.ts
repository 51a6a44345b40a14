import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listOwnSecurityEvents, listSecurityEvents } from "../../log/security/queries.ts";
import { linkSecret, waitingMails } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { completeReset, requestReset } from "../account/password.ts";
import { reauthenticate } from "./mutations.ts";
import { refreshSession } from "./refresh.ts";
import { signIn } from "./sign-in.ts";

let world: World;
beforeAll(async () => (world = await createWorld({ isLimited: true })));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

const attempt = (email: string, password: string, deviceToken: string | null = null) =>
  signIn(world.anonymous(), { email, password }, deviceToken);

test("after five wrong passwords for one account, even the correct one is rejected", async () => {
  const mira = await world.person("Mira");
  const guesses = Array.from({ length: 30 }, (_, index) => `guess number ${index}`);
  const codes: string[] = [];
  for (const guess of guesses) codes.push(await errorCodeOf(attempt(mira.email, guess)));
  expect(codes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "unauthorized"));
  expect(new Set(codes.slice(5))).toEqual(new Set(["too_many_requests"]));
  expect(await errorCodeOf(attempt(mira.email, PASSWORD))).toBe("too_many_requests");
});

test("a lock is recorded once, not on every attempt, for the user and for administrators", async () => {
  const [lena, admin] = [await world.person("Lena"), await world.person("Root", { role: "admin" })];
  const locks = async (person: Person) => {
    const { items } = await listOwnSecurityEvents(world.ctxOf(person), { limit: 100 });
    return items.filter(({ kind }) => kind === "authn_login_lock");
  };
  for (let turn = 0; turn < 4; turn += 1) await errorCodeOf(attempt(lena.email, "guess"));
  expect(await locks(lena)).toEqual([]);
  for (let turn = 0; turn < 10; turn += 1) await errorCodeOf(attempt(lena.email, "guess"));
  world.advanceClock({ minutes: 2 });
  for (let turn = 0; turn < 3; turn += 1) await errorCodeOf(attempt(lena.email, "guess"));
  expect(await locks(lena)).toMatchObject([
    { outcome: "failure", subjectId: lena.id, actorId: null, meta: { reason: "login_account", attempts: 5 } },
  ]);
  const everybody = { kind: "authn_login_lock", userId: lena.id, limit: 100 };
  expect((await listSecurityEvents(world.ctxOf(admin), everybody)).items).toEqual(await locks(lena));
  expect(JSON.stringify(await locks(lena))).not.toContain(lena.email);

  const { device = null } = lena.cookies;
  for (let turn = 0; turn < 7; turn += 1) await errorCodeOf(attempt(lena.email, "guess", device));
  expect((await locks(lena)).map(({ meta }) => meta["reason"])).toEqual(["login_device", "login_account"]);
});

test("guessing across many accounts is recorded for administrators once a minute", async () => {
  const admin = await world.person("Watcher", { role: "admin" });
  const { limiter } = world.runtime;
  const { spent } = await limiter.consume("login_all", "everybody", 1);
  if (spent < 299) await limiter.consume("login_all", "everybody", 299 - spent);
  const recordedWaves = async () =>
    (await listSecurityEvents(world.ctxOf(admin), { kind: "excess_login_failures", limit: 100 })).items;
  expect(await recordedWaves()).toEqual([]);
  for (let turn = 0; turn < 3; turn += 1) await errorCodeOf(attempt(`spread${turn}@example.org`, "guess"));
  expect(await recordedWaves()).toMatchObject([
    { actorId: null, subjectId: null, meta: { failures: 300, windowSeconds: 60 } },
  ]);
});

test("attempts for an unknown address are counted the same way", async () => {
  const codes: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) codes.push(await errorCodeOf(attempt("nobody@example.org", "guess")));
  expect(codes).toEqual([...Array.from({ length: 5 }, () => "unauthorized"), "too_many_requests"]);
});

test("50 concurrent attempts check the password only five times", async () => {
  const mira = await world.person("Mira");
  let checked = 0;
  const { verifyPassword } = world.runtime.passwords;
  const counting = {
    ...world.runtime.passwords,
    verifyPassword: (stored: string | null, password: string) => {
      checked += 1;
      return verifyPassword(stored, password);
    },
  };
  const ctx = world.anonymous();
  const counted = { ...ctx, runtime: { ...ctx.runtime, passwords: counting } };
  const tries = Array.from({ length: 50 }, () => signIn(counted, { email: mira.email, password: "guess" }, null));
  const codes = await Promise.all(tries.map(errorCodeOf));
  expect(checked).toBe(5);
  expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(45);
});

test("deliberate failures by strangers do not lock out a browser that has signed in before", async () => {
  const mira = await world.person("Mira");
  for (let turn = 0; turn < 8; turn += 1) await errorCodeOf(attempt(mira.email, "guess"));
  expect(await errorCodeOf(attempt(mira.email, PASSWORD))).toBe("too_many_requests");
  const { cookies } = await attempt(mira.email, PASSWORD, mira.cookies.device ?? null);
  expect(cookies.device).toBe(mira.cookies.device);

  const omar = await world.person("Omar");
  expect(await errorCodeOf(attempt(mira.email, PASSWORD, omar.cookies.device ?? null))).toBe("too_many_requests");
  const codes: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    codes.push(await errorCodeOf(attempt(mira.email, "guess", mira.cookies.device ?? null)));
  }
  expect(codes.at(-1)).toBe("too_many_requests");
});

test("a successful sign-in resets the counter, and so does a password reset", async () => {
  const mira = await world.person("Mira");
  for (let round = 0; round < 3; round += 1) {
    for (let turn = 0; turn < 4; turn += 1) await errorCodeOf(attempt(mira.email, "guess"));
    expect(await errorCodeOf(attempt(mira.email, PASSWORD))).toBe("done");
  }
  for (let turn = 0; turn < 6; turn += 1) await errorCodeOf(attempt(mira.email, "guess"));
  requestReset(world.anonymous(), { email: mira.email });
  const token = await linkSecret(world, mira.email, "reset_password");
  await completeReset(world.anonymous(), { token, password: "seventeen purple giraffes" });
  expect(await errorCodeOf(attempt(mira.email, "seventeen purple giraffes"))).toBe("done");
});

test("reauthentication is counted per session: a stolen session has five attempts", async () => {
  const mira = await world.person("Mira");
  const codes: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    codes.push(await errorCodeOf(reauthenticate(world.ctxOf(mira), { password: "guess" })));
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => "invalid"), "too_many_requests"]);
  expect(await errorCodeOf(attempt(mira.email, PASSWORD))).toBe("done");
});

test("at most three links per hour are sent to an address", async () => {
  const mira = await world.person("Mira");
  for (let turn = 0; turn < 6; turn += 1) {
    requestReset(world.anonymous(), { email: mira.email });
    await world.runtime.background.settled();
  }
  const { db } = world.runtime;
  expect(await waitingMails(world, mira.email)).toHaveLength(1);
  const asked = await db.securityEvent.count({ where: { subjectId: mira.id, kind: "authn_password_reset_request" } });
  expect(asked).toBe(3);
});

test("a session can be renewed 60 times per minute", async () => {
  const mira = await world.person("Mira");
  const codes: string[] = [];
  for (let turn = 0; turn < 61; turn += 1) {
    codes.push(await errorCodeOf(refreshSession(world.anonymous(), mira.cookies.refresh ?? null)));
  }
  expect(codes.indexOf("too_many_requests")).toBe(60);
});
