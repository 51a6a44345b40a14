import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { loadSecrets } from "./secrets.ts";

const NOW = new Date("2026-11-23T09:00:00.000Z");

let directory: string;
beforeEach(async () => (directory = await mkdtemp(path.join(tmpdir(), "docket-secrets-"))));
afterEach(() => rm(directory, { recursive: true }));

const load = (settings: Record<string, string> = {}) =>
  loadSecrets(readConfig({ DOCKET_DATA: directory, NODE_ENV: "test", ...settings }), NOW);
const file = (name: string) => path.join(directory, "secrets", name);

test("creates two key rings that only the server's user can read, and reuses them on the next start", async () => {
  const first = await load();
  expect(first.auth.first.secret).not.toEqual(first.data.first.secret);
  for (const name of ["auth.json", "data.json"]) expect((await stat(file(name))).mode & 0o777).toBe(0o600);
  expect((await stat(path.join(directory, "secrets"))).mode & 0o777).toBe(0o700);
  expect(await load()).toEqual(first);
});

test("concurrent first starts end up with the same keys and leave no partial files", async () => {
  const rings = await Promise.all(Array.from({ length: 8 }, () => load()));
  expect(new Set(rings.map(({ auth }) => Buffer.from(auth.first.secret).toString("hex"))).size).toBe(1);
  expect((await readdir(path.join(directory, "secrets"))).toSorted()).toEqual(["auth.json", "data.json"]);
});

test("rejects damaged files and files that others can read, without revealing a secret", async () => {
  await load();
  await chmod(file("auth.json"), 0o644);
  const secret = await readFile(file("auth.json"), "utf8");
  await expect(load()).rejects.toThrow(/can be read by others/);
  await chmod(file("auth.json"), 0o600);
  await writeFile(file("auth.json"), secret.slice(0, 20));
  const problem = await load().catch((error: unknown) => String(error));
  expect(problem).toMatch(/damaged/);
  expect(problem).not.toContain(secret.slice(10, 20));
});

test("prefers settings to files and rejects weak secrets", async () => {
  const ring = (byte: number) =>
    `k1:${Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + byte * 101) % 251)).toString("base64")}`;
  const { auth, data } = await load({ AUTH_SECRETS: ring(1), DATA_SECRETS: ring(2) });
  expect([auth.first.id, data.first.id]).toEqual(["k1", "k1"]);
  expect(await readdir(directory)).toEqual([]);
  await expect(load({ AUTH_SECRETS: "k1:c2hvcnQ=" })).rejects.toThrow(/at least 32/);
});
