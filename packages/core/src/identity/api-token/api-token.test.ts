import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createWorld } from "../../testing/world.ts";
import type { Person, World } from "../../testing/world.ts";
import { actorForJob, authenticate } from "../session/authenticate.ts";
import { createApiToken, revokeApiToken } from "./mutations.ts";
import { listApiTokens } from "./queries.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

type TokenOptions = Partial<Parameters<typeof createApiToken>[1]>;
const make = (person: Person, options: TokenOptions = {}) =>
  createApiToken(world.ctxOf(person), {
    id: uuidv7(),
    name: "script",
    scopes: ["tasks:read"],
    limit: null,
    days: 90,
    ...options,
  });
async function present(token: string) {
  const credentials = { accessToken: null, authorization: `Bearer ${token}`, ip: "203.0.113.77" };
  const identity = await authenticate(world.runtime, credentials);
  await world.runtime.background.settled();
  return identity;
}
const refused = { kind: "refused", reason: "invalid" };

test("a token is returned once, stored as a digest, and acts as its owner within its scopes", async () => {
  const mira = await world.person("Mira");
  const { apiToken, token } = await make(mira, { scopes: ["tasks:read", "tasks:write"] });
  expect(token).toMatch(/^dkt_pat_/);
  expect(apiToken).toMatchObject({
    prefix: token.slice(0, 12),
    expiresAt: "2027-02-21T09:00:00.000Z",
    lastUsedAt: null,
  });
  expect(await present(token)).toMatchObject({
    kind: "actor",
    actor: {
      kind: "token",
      userId: mira.id,
      tokenId: apiToken.id,
      scopes: ["tasks:read", "tasks:write"],
      projectIds: null,
    },
  });
  const { rows } = await world.database.owner.pool.query("SELECT * FROM api_token");
  expect(JSON.stringify(rows)).not.toContain(token.slice(12));
  const { items } = await listApiTokens(world.ctxOf(mira), { limit: 50 });
  expect(items).toMatchObject([{ id: apiToken.id, lastUsedAt: "2026-11-23T09:00:00.000Z", lastUsedIp: "203.0.113.0" }]);
});

test("rejects a repeated request, because the token is returned only once", async () => {
  const mira = await world.person("Mira");
  const id = uuidv7();
  await make(mira, { id });
  expect(await errorCodeOf(make(mira, { id }))).toBe("already_made");
  expect(await errorCodeOf(make(await world.person("Omar"), { id }))).toBe("already_made");
});

test("records when it was used, at most once a minute", async () => {
  const mira = await world.person("Mira");
  const { apiToken, token } = await make(mira);
  const usedAt = async () =>
    (await world.runtime.db.apiToken.findUniqueOrThrow({ where: { id: apiToken.id } })).lastUsedAt;
  await present(token);
  world.advanceClock({ seconds: 59 });
  await present(token);
  expect((await usedAt())?.toISOString()).toBe("2026-11-23T09:00:00.000Z");
  world.advanceClock({ seconds: 1 });
  await present(token);
  expect((await usedAt())?.toISOString()).toBe("2026-11-23T09:01:00.000Z");
});

test("is rejected when revoked, when expired, and while its owner is suspended", async () => {
  const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
  const { apiToken, token } = await make(mira);
  expect(await errorCodeOf(revokeApiToken(world.ctxOf(omar), { id: apiToken.id }))).toBe("not_found");
  expect(await present(token)).toMatchObject({ kind: "actor" });
  await revokeApiToken(world.ctxOf(mira), { id: apiToken.id });
  expect(await present(token)).toEqual(refused);
  expect(await errorCodeOf(revokeApiToken(world.ctxOf(mira), { id: apiToken.id }))).toBe("not_found");
  expect((await listApiTokens(world.ctxOf(mira), { limit: 50 })).items).toEqual([]);

  const short = await make(mira, { days: 1 });
  world.advanceClock({ days: 1 });
  expect(await present(short.token)).toEqual(refused);

  const other = await make(omar);
  await world.runtime.db.userAccount.update({ where: { id: omar.id }, data: { status: "suspended" } });
  expect(await present(other.token)).toEqual(refused);
});

test("can only be limited to projects that its owner can see", async () => {
  const [mira, omar] = [await world.person("Mira"), await world.person("Omar")];
  const own = { workspaceId: mira.workspaceId, projectIds: [mira.inboxId] };
  const { token } = await make(mira, { limit: own });
  expect(await present(token)).toMatchObject({ actor: { projectIds: [mira.inboxId], workspaceId: mira.workspaceId } });
  for (const limit of [
    { workspaceId: omar.workspaceId, projectIds: [omar.inboxId] },
    { workspaceId: mira.workspaceId, projectIds: [omar.inboxId] },
    { workspaceId: mira.workspaceId, projectIds: [mira.inboxId, uuidv7()] },
  ]) {
    expect(await errorCodeOf(make(mira, { limit }))).toBe("not_found");
  }
});

test("allows 50 tokens per user, even with concurrent requests, and none before the email is verified", async () => {
  const mira = await world.person("Mira");
  for (let count = 0; count < 48; count += 1) await make(mira);
  const codes = await Promise.all(Array.from({ length: 5 }, () => errorCodeOf(make(mira))));
  expect(codes.filter((code) => code === "done")).toHaveLength(2);
  expect(codes.filter((code) => code === "conflict")).toHaveLength(3);
  expect(await errorCodeOf(make(await world.person("New", { isVerified: false })))).toBe("forbidden");
});

test("a job continues only while the user or token that started it still has access", async () => {
  const mira = await world.person("Mira");
  const limit = { workspaceId: mira.workspaceId, projectIds: [mira.inboxId] };
  const { apiToken } = await make(mira, { scopes: ["import"], limit });
  const job = (tokenId: string | null) => actorForJob(world.runtime, { userId: mira.id, tokenId }, "import");
  expect(await job(null)).toMatchObject({ kind: "job", userId: mira.id, projectIds: null });
  expect(await job(apiToken.id)).toMatchObject({ kind: "job", tokenId: apiToken.id, projectIds: [mira.inboxId] });
  expect(await actorForJob(world.runtime, { userId: mira.id, tokenId: apiToken.id }, "export")).toBeNull();
  await revokeApiToken(world.ctxOf(mira), { id: apiToken.id });
  expect(await job(apiToken.id)).toBeNull();
  await world.runtime.db.userAccount.update({ where: { id: mira.id }, data: { status: "suspended" } });
  expect(await job(null)).toBeNull();
});
