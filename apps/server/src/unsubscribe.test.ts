import type { Person } from "@docket/core/testing/world";
import { unsubscribeLink } from "@docket/core/workflows/notification/unsubscribe";
import { NOTIFICATION_SETTINGS_KEY } from "@docket/schema/notification-settings";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveWorld } from "./testing/served-world.ts";
import type { ServedWorld } from "./testing/served-world.ts";

let served: ServedWorld;
let mira: Person;
beforeAll(async () => {
  served = await serveWorld({ isLimited: true });
  mira = await served.world.person("Mira");
});
afterAll(() => served.close());

/** The request of a mail program (RFC 8058, section 3.1): a form without an origin or a cookie. */
const oneClick = {
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: "List-Unsubscribe=One-Click",
};

function pathOf(link: string): string {
  const { pathname, search } = new URL(link);
  return `${pathname}${search}`;
}

async function settings(): Promise<unknown> {
  const { db } = served.world.runtime;
  const key = { userId: mira.id, key: NOTIFICATION_SETTINGS_KEY };
  return (await db.preference.findUnique({ where: { userId_key: key } }))?.value;
}

test("GET asks for confirmation and changes nothing, POST ends the emails of that kind only", async () => {
  const path = pathOf(unsubscribeLink(served.world.runtime, mira.id, "mentioned"));
  const asked = await served.call({ method: "GET", path, headers: { "accept-language": "de" } });
  expect(asked).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
  expect(asked.headers["content-security-policy"]).toContain("form-action 'self'");
  expect(asked.body).toContain('<form method="post" action=""><button>Keine solchen E-Mails mehr');
  expect(await settings()).toBeUndefined();
  for (let times = 0; times < 2; times += 1) {
    const done = await served.call({ path, ...oneClick });
    expect(done.status).toBe(200);
    expect(await settings()).toMatchObject({
      kinds: { mentioned: { email: "off" }, invited: { email: "now" }, assigned: { email: "daily" } },
    });
  }
});

test("other methods are rejected and change nothing", async () => {
  const before = await settings();
  const path = pathOf(unsubscribeLink(served.world.runtime, mira.id, "commented"));
  for (const method of ["PUT", "DELETE", "HEAD"])
    expect((await served.call({ path, method, headers: {} })).status).toBe(405);
  expect(await settings()).toEqual(before);
});

test("a changed token, or none, is rejected", async () => {
  const path = pathOf(unsubscribeLink(served.world.runtime, mira.id, "invited"));
  for (const wrong of [path.slice(0, -3), "/api/unsubscribe"]) {
    expect((await served.call({ method: "GET", path: wrong, headers: {} })).status).toBe(422);
    expect((await served.call({ path: wrong, ...oneClick })).status).toBe(422);
  }
  expect(await settings()).toMatchObject({ kinds: { invited: { email: "now" } } });
});

test("no other address of the API accepts such a request", async () => {
  for (const path of ["/api/unsubscribe/", "/api/trpc/task.create", "/api/unsubscribe%2f"])
    expect((await served.call({ path, ...oneClick })).status).toBe(415);
});

test("too many requests from one address are told when to try again, and don't count as writes", async () => {
  const { limiter } = served.world.runtime;
  const path = pathOf(unsubscribeLink(served.world.runtime, mira.id, "reminder"));
  const { limit } = await limiter.consume("unsubscribe", "127.0.0.1", 1);
  await limiter.consume("unsubscribe", "127.0.0.1", limit);
  const { status, headers, body } = await served.call({ path, ...oneClick });
  expect(status).toBe(429);
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  expect(body).toContain("Too many requests");
  expect(await limiter.consume("write", "127.0.0.1", 1)).toMatchObject({ spent: 1 });
});
