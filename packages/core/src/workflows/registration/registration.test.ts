import { CreateInvitation } from "@docket/schema/invitation";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { acceptInvitation, createInvitation } from "../../commands/invitation/mutations.ts";
import { resendVerification, verifyEmail } from "../../identity/account/email.ts";
import { issueOneTimeToken } from "../../identity/account/one-time-token.ts";
import { signIn } from "../../identity/session/sign-in.ts";
import type { SignInResult } from "../../identity/session/sign-in.ts";
import { linkSecret, waitingMails } from "../../testing/mailbox.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { commandIn } from "../../testing/team.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { completeRegistration, inspectLink, register } from "./registration.ts";

let world: World;
beforeAll(async () => (world = await createWorld({ settings: { REGISTRATION: "open" } })));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

const ask = (email: string) => register(world.anonymous(), { email });
const complete = (token: string, more: { email?: string; password?: string; locale?: string } = {}) =>
  completeRegistration(
    world.anonymous(),
    { token, name: "Nora", password: PASSWORD, locale: "de", timeZone: "Europe/Berlin", ...more },
    null,
  );
const signInAs = (email: string, password = PASSWORD) => signIn(world.anonymous(), { email, password }, null);

const signedInBy = (result: SignInResult | null): SignInResult => {
  if (result === null) throw new Error("Nobody was signed in.");
  return result;
};

const invitation = (email: string | null) =>
  issueOneTimeToken(world.runtime.db, world.runtime.clock(), { purpose: "invite", userId: null, email });

describe("registering", () => {
  test("only sends an email, whose link creates an account with a verified address and a workspace", async () => {
    await ask("Nora.One@Example.org");
    const secret = await linkSecret(world, "Nora.One@Example.org", "verify_email");
    expect(await world.runtime.db.userAccount.count()).toBe(0);
    expect(await inspectLink(world.anonymous(), { token: secret, purpose: "register" })).toEqual({
      isUsable: true,
      email: "nora.one@example.org",
      hasAccount: false,
    });
    const { signedIn } = signedInBy(await complete(secret));
    expect(signedIn.account).toMatchObject({
      email: "Nora.One@Example.org",
      role: "user",
      isVerified: true,
      locale: "de",
    });
    const memberships = await world.runtime.db.workspaceMember.findMany({ where: { userId: signedIn.account.id } });
    expect(memberships).toMatchObject([{ role: "owner" }]);
    expect(signedIn.account.weekStart).toBe(1);
    expect(await errorCodeOf(complete(secret))).toBe("invalid");
    expect((await inspectLink(world.anonymous(), { token: secret, purpose: "register" })).isUsable).toBe(false);
  });

  test("weeks of a new account begin as in the region of its locale", async () => {
    await ask("nora.us@example.org");
    const secret = await linkSecret(world, "nora.us@example.org", "verify_email");
    const { signedIn } = signedInBy(await complete(secret, { locale: "en-US" }));
    expect(signedIn.account).toMatchObject({ locale: "en-US", weekStart: 7, clock: null, dateOrder: null });
  });

  test("gives the same response for an address that has an account, and emails a notice to its owner", async () => {
    const mira = await world.person("Mira");
    expect(await ask(mira.email.toUpperCase())).toBe(await ask("somebody.new@example.org"));
    const mails = await waitingMails(world, mira.email);
    expect(mails.map(({ kind, secret }) => [kind, secret])).toEqual([["account_exists", null]]);
    expect(await world.runtime.db.oneTimeToken.count({ where: { email: mira.email } })).toBe(0);
  });

  test("responds before the address is looked up, so that timing reveals nothing", async () => {
    const mira = await world.person("Mira");
    const before = await world.runtime.db.mail.count();
    await world.runtime.db.$transaction(async (tx) => {
      // No email can be queued while the table is locked, so the response can't have waited for one.
      await tx.$executeRaw`LOCK TABLE mail IN EXCLUSIVE MODE`;
      await ask(mira.email);
    });
    await world.runtime.background.settled();
    expect(await world.runtime.db.mail.count()).toBe(before + 1);
  });

  test("accepts only the newest link, for 24 hours", async () => {
    await ask("newest@example.org");
    const older = await linkSecret(world, "newest@example.org", "verify_email");
    await ask("newest@example.org");
    const newer = await linkSecret(world, "newest@example.org", "verify_email");
    expect(await errorCodeOf(complete(older))).toBe("invalid");
    world.advanceClock({ hours: 24 });
    expect(await errorCodeOf(complete(newer))).toBe("invalid");
  });

  test("creates only one account for 50 concurrent requests with variants of one address", async () => {
    const variants = Array.from({ length: 50 }, (_, index) => (index % 2 ? "race@example.org" : "RACE@example.org"));
    await Promise.all(variants.map(ask));
    const mails = (await waitingMails(world)).filter(({ recipient }) => recipient.toLowerCase() === "race@example.org");
    const codes = await Promise.all(
      mails.flatMap(({ secret }) => Array.from({ length: 5 }, () => errorCodeOf(complete(secret ?? "")))),
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(await world.runtime.db.userAccount.count({ where: { emailFolded: "race@example.org" } })).toBe(1);
  });

  test("is rejected when registration is closed, with the same error for every address", async () => {
    const closed = await createWorld();
    try {
      const mira = await closed.person("Mira");
      for (const email of [mira.email, "nobody@example.org"]) {
        expect(await errorCodeOf(register(closed.anonymous(), { email }))).toBe("forbidden");
      }
    } finally {
      await closed.close();
    }
  });

  test.each(["short", "aaaaaaaaaaaaaaaa", "password123456", "nora.weak@example.org"])(
    "rejects the password %s and keeps the link valid",
    async (password) => {
      await ask("nora.weak@example.org");
      const secret = await linkSecret(world, "nora.weak@example.org", "verify_email");
      expect(await errorCodeOf(complete(secret, { password }))).toBe("invalid");
      expect((await inspectLink(world.anonymous(), { token: secret, purpose: "register" })).isUsable).toBe(true);
    },
  );
});

describe("an invitation", () => {
  test("to an address is valid only for that address", async () => {
    const { secret } = await invitation("guest@example.org");
    expect(await errorCodeOf(complete(secret, { email: "other@example.org" }))).toBe("invalid");
    const { signedIn } = signedInBy(await complete(secret, { email: "Guest@example.org" }));
    expect(signedIn.account).toMatchObject({ email: "guest@example.org", isVerified: true });
  });

  test("to an address with an account never changes that account", async () => {
    const mira = await world.person("Mira");
    const before = await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id: mira.id } });
    const { secret } = await invitation(mira.email);
    expect(await inspectLink(world.anonymous(), { token: secret, purpose: "invite" })).toMatchObject({
      hasAccount: true,
    });
    expect(await errorCodeOf(complete(secret))).toBe("conflict");
    expect(await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id: mira.id } })).toEqual(before);
  });

  test("without an address requires one, which must be verified after signing in", async () => {
    const { secret } = await invitation(null);
    expect(await errorCodeOf(complete(secret))).toBe("invalid");
    expect(await complete(secret, { email: "walkin@example.org" })).toBeNull();
    const { signedIn } = await signInAs("walkin@example.org");
    expect(signedIn.account.isVerified).toBe(false);

    const [mira, walkin] = [await world.person("Mira"), await world.person("Walkin")];
    const ctx = { ...world.ctxOf(walkin), actor: { ...walkin.actor, userId: signedIn.account.id } };
    await resendVerification(ctx);
    const link = await linkSecret(world, "walkin@example.org", "verify_email");
    expect(await errorCodeOf(complete(link, { email: "walkin@example.org" }))).toBe("invalid");
    expect(await errorCodeOf(verifyEmail(world.ctxOf(mira), { token: link }))).toBe("invalid");
    await verifyEmail(ctx, { token: link });
    const row = await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id: signedIn.account.id } });
    expect(row.emailVerifiedAt).not.toBeNull();
  });

  test("without an address gives the same response for an existing account and binds the link to it", async () => {
    const [mira, host] = [await world.person("Mira"), await world.person("Host")];
    const before = await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id: mira.id } });
    const link = async () => {
      const invite = { ...commandIn(host.workspaceId), id: uuidv7(), projectId: null, role: "member" };
      const made = await createInvitation(world.ctxOf(host), CreateInvitation.parse(invite));
      return made.link?.split("#")[1] ?? "";
    };
    const [known, unknown] = [await link(), await link()];
    const password = "another long password of theirs";
    const answers = [
      await complete(known, { email: mira.email.toUpperCase(), password }),
      await complete(unknown, { email: "new.here@example.org", password }),
    ];
    expect(answers).toEqual([null, null]);
    // Each link allows only one attempt. It is now bound to the account. The account is unchanged, and its owner
    // receives an email.
    expect(await errorCodeOf(complete(known, { email: "other@example.org" }))).toBe("invalid");
    expect(await errorCodeOf(signInAs(mira.email, password))).toBe("unauthorized");
    expect(await world.runtime.db.userAccount.findUniqueOrThrow({ where: { id: mira.id } })).toEqual(before);
    expect((await waitingMails(world, mira.email)).map(({ kind }) => kind)).toEqual(["account_exists"]);
    const accept = { ...commandIn(host.workspaceId), token: known };
    expect(await errorCodeOf(acceptInvitation(world.ctxOf(host), accept))).toBe("invalid");
    expect(await errorCodeOf(acceptInvitation(world.ctxOf(mira), accept))).toBe("done");
  });

  test("to a workspace does not create a workspace, and can then be accepted only by this user", async () => {
    const mira = await world.person("Mira");
    const made = await createInvitation(
      world.ctxOf(mira),
      CreateInvitation.parse({ ...commandIn(mira.workspaceId), id: uuidv7(), projectId: null, role: "member" }),
    );
    const secret = made.link?.split("#")[1] ?? "";
    const codes = await Promise.all([
      errorCodeOf(complete(secret, { email: "first@example.org" })),
      errorCodeOf(complete(secret, { email: "second@example.org" })),
    ]);
    expect(codes.toSorted()).toEqual(["done", "invalid"]);
    const [newcomer] = await world.runtime.db.userAccount.findMany({
      where: { emailFolded: { in: ["first@example.org", "second@example.org"] } },
      include: { memberships: true, tokens: { where: { purpose: "invite" } } },
    });
    expect(newcomer?.memberships).toEqual([]);
    expect(newcomer?.tokens).toMatchObject([{ usedAt: null }]);
  });
});
