import type { Id } from "@docket/schema/id";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { linkSecret, waitingMails } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { authenticate } from "../session/authenticate.ts";
import { refreshSession } from "../session/refresh.ts";
import { signIn } from "../session/sign-in.ts";
import { changeEmail, confirmEmail, revertEmail } from "./email.ts";
import { claimOneTimeToken, issueOneTimeToken } from "./one-time-token.ts";
import { changePassword, completeReset, requestReset } from "./password.ts";

const NEW_PASSWORD = "seventeen purple giraffes";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

const signInWith = (email: string, password: string) => signIn(world.anonymous(), { email, password }, null);
const isLive = async (accessToken: string | null | undefined) =>
  (await authenticate(world.runtime, { accessToken: accessToken ?? "", authorization: null, ip: null })).kind ===
  "actor";
const eventsOf = async (subjectId: Id) =>
  (await world.runtime.db.securityEvent.findMany({ where: { subjectId }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );

test("a one-time token can be claimed once, only for its purpose and only before it expires", async () => {
  const { db, clock } = world.runtime;
  const mira = await world.person("Mira");
  const issue = () => issueOneTimeToken(db, clock(), { purpose: "reset_password", userId: mira.id, email: mira.email });
  const { secret } = await issue();
  expect(await claimOneTimeToken(db, clock(), "verify_email", secret)).toBeNull();
  const claims = await Promise.all(
    Array.from({ length: 20 }, () => claimOneTimeToken(db, clock(), "reset_password", secret)),
  );
  expect(claims.filter((claim) => claim !== null)).toHaveLength(1);

  const late = await issue();
  world.advanceClock({ minutes: 30 });
  expect(await claimOneTimeToken(db, clock(), "reset_password", late.secret)).toBeNull();
  const stored = await db.oneTimeToken.findMany();
  expect(JSON.stringify(stored.map(({ hash }) => Buffer.from(hash).toString("base64url")))).not.toContain(secret);
});

describe("changing the password", () => {
  const change = (
    person: Person,
    input: { currentPassword?: string; newPassword?: string; endOtherSessions?: boolean },
  ) =>
    changePassword(world.ctxOf(person), {
      currentPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
      endOtherSessions: true,
      ...input,
    });

  test("ends other sessions and older access tokens, keeps the current session, and sends a notice", async () => {
    const mira = await world.person("Mira");
    const other = await signInWith(mira.email, PASSWORD);
    const { access } = await change(mira, {});
    expect(await isLive(access)).toBe(true);
    expect(await isLive(mira.cookies.access)).toBe(false);
    expect(await isLive(other.cookies.access)).toBe(false);
    expect((await refreshSession(world.anonymous(), other.cookies.refresh ?? null)).isOk).toBe(false);
    expect(await errorCodeOf(signInWith(mira.email, PASSWORD))).toBe("unauthorized");
    expect(await errorCodeOf(signInWith(mira.email, NEW_PASSWORD))).toBe("done");
    expect(await eventsOf(mira.id)).toContain("authn_password_change");
    expect((await waitingMails(world, mira.email)).map(({ kind }) => kind)).toEqual([
      "password_changed",
      "new_sign_in",
    ]);
  });

  test("can keep the other sessions", async () => {
    const mira = await world.person("Mira");
    const other = await signInWith(mira.email, PASSWORD);
    await change(mira, { endOtherSessions: false });
    world.advanceClock({ minutes: 9 });
    expect((await refreshSession(world.anonymous(), other.cookies.refresh ?? null)).isOk).toBe(true);
  });

  test("requires the current password and an acceptable new one", async () => {
    const mira = await world.person("Mira");
    expect(await errorCodeOf(change(mira, { currentPassword: "wrong" }))).toBe("invalid");
    expect(await errorCodeOf(change(mira, { newPassword: "docketdocket" }))).toBe("invalid");
    expect(await errorCodeOf(signInWith(mira.email, PASSWORD))).toBe("done");
  });

  test("treats composed and decomposed characters as the same password", async () => {
    const mira = await world.person("Mira");
    await change(mira, { newPassword: "zw\u00f6lf Boxk\u00e4mpfer jagen" });
    expect(await errorCodeOf(signInWith(mira.email, "zwo\u0308lf Boxka\u0308mpfer jagen"))).toBe("done");
  });
});

describe("a reset", () => {
  const reset = (token: string, password = NEW_PASSWORD) => completeReset(world.anonymous(), { token, password });
  const requested = async (email: string) => {
    requestReset(world.anonymous(), { email });
    return linkSecret(world, email, "reset_password");
  };

  test("works once, ends all sessions, doesn't sign the user in, and sends a notice", async () => {
    const mira = await world.person("Mira");
    const secret = await requested(mira.email);
    await reset(secret);
    expect(await errorCodeOf(reset(secret))).toBe("invalid");
    expect(await isLive(mira.cookies.access)).toBe(false);
    expect(await world.runtime.db.session.count({ where: { userId: mira.id, revokedAt: null } })).toBe(0);
    expect(await errorCodeOf(signInWith(mira.email, NEW_PASSWORD))).toBe("done");
    expect(await eventsOf(mira.id)).toEqual([
      "authn_password_reset_request",
      "authn_password_reset",
      "authn_login_success",
    ]);
    expect((await waitingMails(world, mira.email)).map(({ kind }) => kind)).toEqual([
      "password_changed",
      "new_sign_in",
    ]);
  });

  test("succeeds only once when a link is used 20 times concurrently", async () => {
    const mira = await world.person("Mira");
    const secret = await requested(mira.email);
    const codes = await Promise.all(Array.from({ length: 20 }, () => errorCodeOf(reset(secret))));
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
  });

  test("its link is invalidated by a newer link, after 30 minutes, on suspension and on an email change", async () => {
    const [mira, omar, ines] = [await world.person("Mira"), await world.person("Omar"), await world.person("Ines")];
    const older = await requested(mira.email);
    const newer = await requested(mira.email);
    expect(await errorCodeOf(reset(older))).toBe("invalid");
    const suspended = await requested(omar.email);
    await world.runtime.db.userAccount.update({ where: { id: omar.id }, data: { status: "suspended" } });
    expect(await errorCodeOf(reset(suspended))).toBe("invalid");
    const moved = await requested(ines.email);
    const elsewhere = { email: "ines.new@example.org", emailFolded: "ines.new@example.org" };
    await world.runtime.db.userAccount.update({ where: { id: ines.id }, data: elsewhere });
    expect(await errorCodeOf(reset(moved))).toBe("invalid");
    world.advanceClock({ minutes: 30 });
    expect(await errorCodeOf(reset(newer))).toBe("invalid");
  });

  test("returns the same response for an unknown or suspended account and sends nothing", async () => {
    const mira = await world.person("Mira");
    await world.runtime.db.userAccount.update({ where: { id: mira.id }, data: { status: "suspended" } });
    expect(requestReset(world.anonymous(), { email: mira.email })).toBe(undefined);
    requestReset(world.anonymous(), { email: "nobody@example.org" });
    expect(await waitingMails(world, mira.email)).toEqual([]);
    expect(await waitingMails(world, "nobody@example.org")).toEqual([]);
  });

  test("its link has the configured origin and contains the secret in the fragment", async () => {
    const mira = await world.person("Mira");
    const secret = await requested(mira.email);
    const [mail] = await waitingMails(world, mira.email);
    expect(mail?.text).toContain(`http://localhost:3000/reset#${secret}`);
    const row = await world.runtime.db.mail.findFirstOrThrow({ where: { recipient: mira.email } });
    expect(Buffer.from(row.body).toString("latin1")).not.toContain(secret);
  });
});

describe("changing the email", () => {
  const requestChange = async (person: Person, email: string) => {
    changeEmail(world.ctxOf(person), { email });
    return linkSecret(world, email, "change_email");
  };
  const emailOf = async ({ id }: Person) =>
    (await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id } })).email;

  test("takes effect on confirmation, ends all other sessions and notifies the old address", async () => {
    const mira = await world.person("Mira");
    const other = await signInWith(mira.email, PASSWORD);
    const secret = await requestChange(mira, "Mira.New@example.org");
    expect(await emailOf(mira)).toBe(mira.email);
    await confirmEmail(world.anonymous(), { token: secret });
    expect(await emailOf(mira)).toBe("Mira.New@example.org");
    expect(await errorCodeOf(confirmEmail(world.anonymous(), { token: secret }))).toBe("invalid");
    world.advanceClock({ minutes: 9 });
    expect((await refreshSession(world.anonymous(), mira.cookies.refresh ?? null)).isOk).toBe(true);
    expect((await refreshSession(world.anonymous(), other.cookies.refresh ?? null)).isOk).toBe(false);
    expect((await waitingMails(world, mira.email)).map(({ kind }) => kind)).toEqual(["new_sign_in", "email_changed"]);
  });

  test("rejects a link requested by a session that has ended, such as an attacker's", async () => {
    const mira = await world.person("Mira");
    const thief = await signInWith(mira.email, PASSWORD);
    const ctx = { ...world.ctxOf(mira), actor: { ...mira.actor, sessionId: thief.signedIn.sessionId } };
    const ask = async (email: string) => {
      changeEmail(ctx, { email });
      return linkSecret(world, email, "change_email");
    };
    const secret = await ask("thief3@example.org");
    requestReset(world.anonymous(), { email: mira.email });
    const reset = await linkSecret(world, mira.email, "reset_password");
    await completeReset(world.anonymous(), { token: reset, password: NEW_PASSWORD });
    expect(await errorCodeOf(confirmEmail(world.anonymous(), { token: secret }))).toBe("invalid");
    expect(await emailOf(mira)).toBe(mira.email);
  });

  test("can be reverted from the old address, which ends all sessions and sends a reset link", async () => {
    const mira = await world.person("Mira");
    await confirmEmail(world.anonymous(), { token: await requestChange(mira, "thief@example.org") });
    const revert = await linkSecret(world, mira.email, "email_changed");
    const thief = await signInWith("thief@example.org", PASSWORD);
    changeEmail({ ...world.ctxOf(mira), actor: mira.actor }, { email: "thief2@example.org" });
    await confirmEmail(world.anonymous(), { token: await linkSecret(world, "thief2@example.org", "change_email") });

    const thiefsRevert = await linkSecret(world, "thief@example.org", "email_changed");
    await revertEmail(world.anonymous(), { token: revert });
    expect(await errorCodeOf(revertEmail(world.anonymous(), { token: thiefsRevert }))).toBe("invalid");
    expect(await emailOf(mira)).toBe(mira.email);
    expect(await isLive(thief.cookies.access)).toBe(false);
    expect(await world.runtime.db.session.count({ where: { userId: mira.id, revokedAt: null } })).toBe(0);
    const secret = await linkSecret(world, mira.email, "reset_password");
    await completeReset(world.anonymous(), { token: secret, password: NEW_PASSWORD });
    expect(await errorCodeOf(signInWith(mira.email, NEW_PASSWORD))).toBe("done");
  });

  test("to an address that already has an account only notifies that account's owner", async () => {
    const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
    changeEmail(world.ctxOf(mira), { email: omar.email });
    expect((await waitingMails(world, omar.email)).map(({ kind }) => kind)).toEqual(["account_exists"]);
    expect(await world.runtime.db.oneTimeToken.count({ where: { userId: mira.id } })).toBe(0);
  });

  test("to the same address by two users succeeds for whoever confirms first", async () => {
    const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
    const miraToken = await requestChange(mira, "shared@example.org");
    const omarToken = await requestChange(omar, "shared@example.org");
    const codes = [
      await errorCodeOf(confirmEmail(world.anonymous(), { token: miraToken })),
      await errorCodeOf(confirmEmail(world.anonymous(), { token: omarToken })),
    ];
    expect(codes).toEqual(["done", "conflict"]);
    expect(await emailOf(omar)).toBe(omar.email);
  });
});
