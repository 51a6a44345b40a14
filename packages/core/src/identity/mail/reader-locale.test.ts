import { LOCALES } from "@docket/schema/locale";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createInvitation } from "../../commands/invitation/mutations.ts";
import { waitingMails } from "../../testing/mailbox.ts";
import { createWorld } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { register } from "../../workflows/registration/registration.ts";
import { inviteUser } from "../user/mutations.ts";
import { emailTemplatesIn } from "./language.ts";

let world: World;
beforeAll(async () => (world = await createWorld({ settings: { REGISTRATION: "open" } })));
afterAll(() => world.close());

const subjectTo = async (recipient: string) => (await waitingMails(world, recipient)).map(({ subject }) => subject);

const TRANSLATED = LOCALES.filter((locale) => locale !== "en");

test.each(TRANSLATED)("has every email in %s, with the same parts as in English but different text", (locale) => {
  const [english, translated] = [emailTemplatesIn("en"), emailTemplatesIn(`${locale}-AT`)];
  expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort());
  const facts = { link: "http://localhost/", moment: "today", network: "192.0.2.0" };
  for (const kind of Object.keys(english) as (keyof typeof english)[]) {
    const [one, other] = [english, translated].map((templates) => templates[kind](facts as string & typeof facts));
    expect(other?.subject, kind).not.toBe(one?.subject);
    expect(other?.paragraphs, kind).toHaveLength(one?.paragraphs.length ?? 0);
  }
});

test("sends the registration link in the language of the request", async () => {
  await register(world.anonymous({ locale: "de" }), { email: "lotte@example.org" });
  await register(world.anonymous({ locale: "en" }), { email: "lou@example.org" });
  expect(await subjectTo("lotte@example.org")).toEqual(["Schließe die Registrierung bei Docket ab"]);
  expect(await subjectTo("lou@example.org")).toEqual(["Finish your Docket account"]);
});

test("sends an invitation to create an account in the administrator's language", async () => {
  const admin = await world.person("Admin", { role: "admin" });
  const ctx = world.ctxOf(admin);
  await inviteUser({ ...ctx, request: { ...ctx.request, locale: "de" } }, { email: "lasse@example.org" });
  expect(await subjectTo("lasse@example.org")).toEqual(["Einladung zu Docket"]);
});

test("sends a workspace invitation in the language of the address's account, or else in the inviter's", async () => {
  const [ada, deniz] = [await world.person("Ada"), await world.person("Deniz")];
  await world.runtime.db.userAccount.update({ where: { id: deniz.id }, data: { locale: "de" } });
  const invite = (locale: "en" | "de", email: string) => {
    const ctx = world.ctxOf(ada);
    return createInvitation(
      { ...ctx, request: { ...ctx.request, locale } },
      { workspaceId: ada.workspaceId, commandId: uuidv7(), id: uuidv7(), projectId: null, role: "member", email },
    );
  };
  await invite("en", deniz.email);
  await invite("en", "nina@example.org");
  await invite("de", "nils@example.org");
  expect(await subjectTo(deniz.email)).toEqual(["Einladung zu Docket"]);
  expect(await subjectTo("nina@example.org")).toEqual(["You are invited to Docket"]);
  expect(await subjectTo("nils@example.org")).toEqual(["Einladung zu Docket"]);
});
