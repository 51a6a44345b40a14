import { CreateApiToken } from "@docket/schema/api-token";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { waitingMails } from "../../testing/mailbox.ts";
import { createSmtpSink } from "../../testing/smtp-sink.ts";
import { PASSWORD, createWorld } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { changePassword } from "../account/password.ts";
import { createApiToken } from "../api-token/mutations.ts";
import { revokeSessions } from "../session/mutations.ts";
import { signIn } from "../session/sign-in.ts";
import { revokeUserSessions } from "../user/mutations.ts";
import { sendDueMails } from "./delivery.ts";

const { sink, start, stop } = createSmtpSink();
let world: World;
let ada: Person;
let deniz: Person;
beforeAll(async () => {
  await start();
  const settings = { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: "docket@example.org" };
  world = await createWorld({ settings });
});
afterAll(async () => {
  await world.close();
  await stop();
});
beforeEach(async () => {
  [ada, deniz] = [await world.person("Ada"), await world.person("Deniz")];
  const germanReader = { locale: "de", timeZone: "Europe/Berlin" };
  await world.runtime.db.userAccount.update({ where: { id: deniz.id }, data: germanReader });
  sink.delivered.length = 0;
});

/** Returns the emails that a user received, decoded and without soft line breaks. */
async function received({ email }: Person): Promise<string[]> {
  await world.runtime.background.settled();
  await sendDueMails(world.runtime);
  return sink.delivered.filter(({ recipients }) => recipients.includes(email)).map(({ raw }) => decoded(raw));
}

function decoded(raw: string): string {
  const text = raw.replace(/(?<!\?)=\r\n/g, "").replaceAll("\r\n ", " ");
  const bytes = (part: string) =>
    Buffer.from(
      part.replace(/=([0-9A-F]{2})/g, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      "latin1",
    );
  return bytes(text.replace(/=\?UTF-8\?Q\?(.*?)\?=/g, (_word, part: string) => part.replaceAll("_", " "))).toString();
}

const enter = ({ email }: Person, deviceToken: string | null) =>
  signIn(world.anonymous(), { email, password: PASSWORD }, deviceToken);

const createToken = (person: Person) => {
  const token = { id: uuidv7(), name: "Script", scopes: ["tasks:read"], limit: null, days: 30 };
  return createApiToken(world.ctxOf(person), CreateApiToken.parse(token));
};

const newPassword = { currentPassword: PASSWORD, newPassword: `${PASSWORD} again`, endOtherSessions: true };

describe("notifies the user in their language, as plain text and as HTML", () => {
  test.each([
    [
      "a sign-in from a new device",
      "New sign-in to Docket",
      "Neue Anmeldung bei Docket",
      (who: Person) => enter(who, null),
    ],
    [
      "a new password",
      "Your password was changed",
      "Dein Passwort wurde geändert",
      (who: Person) => changePassword(world.ctxOf(who), newPassword),
    ],
    ["a new API token", "An API token was created", "Ein API-Token wurde erstellt", createToken],
    [
      "the end of all sessions",
      "You were signed out",
      "Du wurdest abgemeldet",
      (who: Person) => revokeSessions(world.ctxOf(who), { which: "all" }),
    ],
  ])("of %s", async (_what, english, german, happen) => {
    await happen(ada);
    await happen(deniz);
    for (const [person, subject] of [
      [ada, english],
      [deniz, german],
    ] as const) {
      const mails = await received(person);
      expect(mails).toHaveLength(1);
      expect(mails[0]).toContain(`Subject: ${subject}`);
      expect(mails[0]).toContain("Content-Type: text/plain");
      expect(mails[0]).toContain("Content-Type: text/html");
      expect(mails[0]).toMatch(/http:\/\/localhost:3000\/(?:account|forgot)/);
    }
  });
});

test("a sign-in notice contains the local time and the network, and is not sent for a known device", async () => {
  const { cookies } = await enter(deniz, null);
  const [mail] = await received(deniz);
  expect(mail).toContain("23. November 2026 um 10:00");
  expect(mail).toContain("192.0.2.0");
  await enter(deniz, cookies.device ?? null);
  expect(await received(deniz)).toHaveLength(1);
});

test("a sign-in notice is written with the clock and the date order of the account", async () => {
  const settings = { locale: "en", timeZone: "Europe/Berlin", clock: "24", dateOrder: "day" };
  await world.runtime.db.userAccount.update({ where: { id: ada.id }, data: settings });
  await enter(ada, null);
  expect((await received(ada))[0]).toContain("23 November 2026 at 10:00,");
});

test("notifies a user by email when an administrator ends their sessions", async () => {
  const admin = await world.person("Admin", { role: "admin" });
  await revokeUserSessions(world.ctxOf(admin), { id: ada.id });
  expect((await received(ada))[0]).toContain("Subject: You were signed out");
});

test("sends no notice to an unverified address, which may be a stranger's", async () => {
  const walkIn = await world.person("Walk-in", { isVerified: false });
  await enter(walkIn, null);
  expect(await waitingMails(world, walkIn.email)).toEqual([]);
});
