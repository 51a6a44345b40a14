import type { Person } from "@docket/core/testing/world";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cookieOf, serveWorld } from "./testing/served-world.ts";
import type { ServedWorld } from "./testing/served-world.ts";

let served: ServedWorld;
let ada: Person;
let deniz: Person;
beforeAll(async () => {
  served = await serveWorld();
  [ada, deniz] = [await served.world.person("Ada"), await served.world.person("Deniz")];
  await served.world.runtime.db.userAccount.update({ where: { id: deniz.id }, data: { locale: "de-AT" } });
});
afterAll(() => served.close());

const json = { "content-type": "application/json", "sec-fetch-site": "same-origin" };

/** Posts to a procedure and returns the error. */
async function refusalOf(procedure: string, input: unknown, headers: Record<string, string>) {
  const path = `/api/trpc/${procedure}`;
  const answer = await served.call({
    method: "POST",
    path,
    headers: { ...json, ...headers },
    body: JSON.stringify(input),
  });
  const { error } = JSON.parse(answer.body) as { error: { message: string; data?: { refusal: object } } };
  return { status: answer.status, ...(error.data?.refusal ?? error) };
}

const wrongPassword = { email: "nobody@example.org", password: "wrong" };

test.each([
  ["de", "E-Mail oder Passwort ist falsch."],
  ["en", "Wrong email or password."],
  ["fr", "Wrong email or password."],
  ["fr, de;q=0.5, en;q=0.1", "E-Mail oder Passwort ist falsch."],
])("responds to a visitor in the language of Accept-Language: %s", async (language, message) => {
  const refusal = await refusalOf("session.signIn", wrongPassword, { "accept-language": language });
  expect(refusal).toMatchObject({ status: 401, code: "unauthorized", message });
});

test("prefers the language that a visitor chose in this browser, as the pages do", async () => {
  const headers = { cookie: "docket.locale=de", "accept-language": "en" };
  expect(await refusalOf("session.signIn", wrongPassword, headers)).toMatchObject({
    message: "E-Mail oder Passwort ist falsch.",
  });
});

test.each([
  ["de", "en", "Aufgabe nicht gefunden"],
  ["en", "de", "Task not found"],
])(
  "responds to a user in the language of their account, %s, and not that of Accept-Language: %s",
  async (own, header, message) => {
    const person = own === "de" ? deniz : ada;
    const input = { workspaceId: person.workspaceId, id: uuidv7() };
    const headers = { cookie: cookieOf(person), "accept-language": header };
    expect(await refusalOf("task.get", input, headers)).toMatchObject({ status: 404, code: "not_found", message });
  },
);

test("translates words that are inserted into a message, but not people's names", async () => {
  const { workspaceId } = deniz;
  const name = "Task";
  const create = () =>
    refusalOf(
      "label.create",
      { workspaceId, commandId: uuidv7(), id: uuidv7(), name, color: "red" },
      { cookie: cookieOf(deniz) },
    ).catch(() => null);
  await create();
  expect(await create()).toMatchObject({ code: "conflict", message: "Es gibt schon ein Etikett „Task“." });
});

test("translates field messages, both ours and zod's, but not their paths and codes", async () => {
  const input = { workspaceId: "x", commandId: uuidv7(), id: 1, projectId: uuidv7(), title: " ", extra: 1 };
  const issuesIn = async (language: string) => {
    const headers = { cookie: cookieOf(language === "de" ? deniz : ada) };
    return (await refusalOf("task.create", input, headers)) as unknown as {
      message: string;
      issues: { path: string; code: string; message: string }[];
    };
  };
  const [english, german] = [await issuesIn("en"), await issuesIn("de")];
  const facts = ({ issues }: typeof english) => issues.map(({ path, code }) => ({ path, code }));
  expect(facts(german)).toEqual(facts(english));
  expect(german.message).toBe("Die Eingabe ist ungültig.");
  const textsOf = ({ issues }: typeof english) =>
    Object.fromEntries(issues.map(({ path, message }) => [path, message]));
  expect(textsOf(english)).toMatchObject({ title: "must not be empty", "": 'has unknown fields: "extra"' });
  expect(textsOf(german)).toMatchObject({
    title: "darf nicht leer sein",
    "": 'hat unbekannte Felder: "extra"',
    id: "Ungültige Eingabe: erwartet string",
  });
});

test("the front rejects a request in the language of Accept-Language before it reaches the API", async () => {
  const call = (language: string) =>
    served.call({
      method: "POST",
      path: "/api/trpc/task.create",
      headers: { "content-type": "text/plain", "accept-language": language },
      body: "{}",
    });
  const [german, english] = [await call("de"), await call("fr")];
  expect([german.status, english.status]).toEqual([415, 415]);
  expect(JSON.parse(german.body)).toMatchObject({
    error: { code: "unsupported_media_type", message: "Sende JSON mit dem Header Content-Type: application/json." },
  });
  expect(JSON.parse(english.body)).toMatchObject({
    error: { code: "unsupported_media_type", message: "Send JSON with the header Content-Type: application/json." },
  });
});

test("an export and an unknown procedure are rejected in the reader's language", async () => {
  const headers = { cookie: cookieOf(deniz), "accept-language": "en" };
  const exported = await served.call({ path: `/api/export?workspace=${uuidv7()}`, headers });
  expect(JSON.parse(exported.body)).toMatchObject({ error: { message: "Arbeitsbereich nicht gefunden" } });
  expect(await refusalOf("task.obliterate", {}, headers)).toMatchObject({ message: "Diese Prozedur gibt es nicht." });
});
