import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { authenticate } from "../../identity/session/authenticate.ts";
import { errorCodeOf } from "../../testing/refusal.ts";
import { createWorld, PASSWORD } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { createSetupLinkFile } from "./setup-file.ts";
import { completeSetup, ensureSetupToken, isSetupNeeded } from "./setup.ts";

let world: World;
beforeEach(async () => (world = await createWorld()));
afterEach(() => world.close());

const setup = (token: string, email = "mira@example.org", password = PASSWORD) =>
  completeSetup(world.anonymous(), { token, email, name: "Mira", password, locale: "en", timeZone: "UTC" }, null);

const issue = async () => {
  const made = await ensureSetupToken(world.runtime);
  if (!made) throw new Error("Setup is over.");
  return made;
};

test("creates the owner with a workspace and signs them in", async () => {
  expect(await isSetupNeeded(world.runtime)).toBe(true);
  const { link, secret } = await issue();
  expect(link).toBe(`http://localhost:3000/setup#${secret}`);
  const { signedIn, cookies } = await setup(secret);
  expect(signedIn.account).toMatchObject({ email: "mira@example.org", role: "owner", isVerified: true });
  const identity = await authenticate(world.runtime, {
    accessToken: cookies.access ?? "",
    authorization: null,
    ip: null,
  });
  expect(identity).toMatchObject({ actor: { role: "owner" } });
  const workspaces = await world.runtime.db.workspace.findMany({ include: { members: true } });
  expect(workspaces).toMatchObject([{ name: "Mira", members: [{ userId: signedIn.account.id, role: "owner" }] }]);
  expect(await isSetupNeeded(world.runtime)).toBe(false);
  expect(await ensureSetupToken(world.runtime)).toBeNull();
});

test("succeeds for only one of two concurrent uses of a link", async () => {
  const { secret } = await issue();
  const codes = await Promise.all([
    errorCodeOf(setup(secret, "a@example.org")),
    errorCodeOf(setup(secret, "b@example.org")),
  ]);
  expect(codes.toSorted()).toEqual(["done", "not_found"]);
  expect(await world.runtime.db.userAccount.count()).toBe(1);
  expect(await errorCodeOf(setup(secret))).toBe("not_found");
});

test("succeeds for only one of two links from concurrently started processes", async () => {
  const first = await issue();
  const { hash } = await world.runtime.db.oneTimeToken.findFirstOrThrow();
  const second = await issue();
  // Restores the first process's row, as if it had been written a moment later.
  const row = await world.runtime.db.oneTimeToken.findFirstOrThrow();
  await world.runtime.db.oneTimeToken.create({ data: { ...row, payload: {}, hash } });
  const tries = [setup(first.secret, "a@example.org"), setup(second.secret, "b@example.org")];
  expect((await Promise.all(tries.map(errorCodeOf))).toSorted()).toEqual(["done", "not_found"]);
  expect(await world.runtime.db.userAccount.count()).toBe(1);
});

test("rejects a guessed, outdated or expired link and an unacceptable password", async () => {
  const older = await issue();
  const newer = await issue();
  expect(await errorCodeOf(setup("A".repeat(43)))).toBe("invalid");
  expect(await errorCodeOf(setup(older.secret))).toBe("invalid");
  expect(await errorCodeOf(setup(newer.secret, "mira@example.org", "mira@example.org1"))).toBe("invalid");
  world.advanceClock({ hours: 24 });
  expect(await errorCodeOf(setup(newer.secret))).toBe("invalid");
  expect(await world.runtime.db.userAccount.count()).toBe(0);
});

test("removes the file with the link once the link has been used", async () => {
  const link = await createSetupLinkFile(world.runtime);
  const file = path.join(world.runtime.config.dataDirectory, "setup-link");
  expect(await readFile(file, "utf8")).toBe(`${link}\n`);
  await setup(link?.split("#")[1] ?? "");
  await expect(stat(file)).rejects.toMatchObject({ code: "ENOENT" });
});

test("stores the link readable only by the server's user, and creates the data directory if necessary", async () => {
  const parent = await mkdtemp(path.join(os.tmpdir(), "docket-setup-"));
  const dataDirectory = path.join(parent, "data");
  try {
    const runtime = { ...world.runtime, config: { ...world.runtime.config, dataDirectory } };
    const link = await createSetupLinkFile(runtime);
    const file = path.join(dataDirectory, "setup-link");
    expect(await readFile(file, "utf8")).toBe(`${link}\n`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(dataDirectory)).mode & 0o777).toBe(0o700);
  } finally {
    await rm(parent, { recursive: true });
  }
});
