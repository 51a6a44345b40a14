import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { npmBinaries } from "./embedded/binaries.ts";
import { roles } from "./embedded/cluster.ts";
import { socketUrl } from "./embedded/connection-url.ts";
import { startPostmaster } from "./embedded/postmaster.ts";
import { ensureRolePasswords } from "./embedded/role-password.ts";
import { runAs } from "./embedded/run-as.ts";
import { makeSocketDirectory } from "./embedded/socket-directory.ts";
import { startEmbedded } from "./embedded/start.ts";
import { applyMigrations } from "./migrate/apply.ts";
import { upgradeEmbedded } from "./upgrade-cluster.ts";

/** An older PostgreSQL, installed on this system at Debian's location. */
const old = ["17", "16", "15"]
  .map((major) => ({ major, version: major, home: `/usr/lib/postgresql/${major}` }))
  .find(({ home }) => existsSync(path.join(home, "bin/initdb")));
const { major: current } = npmBinaries();

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-upgrade-test-"));
  chmodSync(directory, 0o711);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Creates a data directory with one account, as Docket would have created it with that PostgreSQL version. */
async function makeOld(home: string, binaries: { home: string; version: string; major: string }): Promise<void> {
  mkdirSync(home, { mode: 0o711 });
  const user = runAs();
  const clusterDirectory = path.join(home, "postgres");
  mkdirSync(clusterDirectory, { mode: 0o700 });
  if (user) chownSync(clusterDirectory, user.uid, user.gid);
  const initdb = ["-D", clusterDirectory, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"];
  const as = user ? { uid: user.uid, gid: user.gid } : {};
  execFileSync(path.join(binaries.home, "bin/initdb"), [...initdb, "--no-sync"], { cwd: "/", stdio: "ignore", ...as });
  const { passwords } = await ensureRolePasswords(home);
  const socketDirectory = makeSocketDirectory(user);
  const logFile = path.join(home, "made.log");
  const server = await startPostmaster({ binaries, user, clusterDirectory, socketDirectory, logFile });
  const ask = async (url: string, statements: string[]) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const ownerUrl = socketUrl(socketDirectory, roles.owner, passwords.owner, "docket");
  await ask(socketUrl(socketDirectory, "postgres", "", "postgres"), [
    ...(["owner", "app", "janitor"] as const).map(
      (role) => `CREATE ROLE ${roles[role]} LOGIN PASSWORD '${passwords[role]}'`,
    ),
    `CREATE DATABASE docket OWNER ${roles.owner}`,
  ]);
  await applyMigrations({ ownerUrl });
  await ask(ownerUrl, [
    "INSERT INTO user_account (id, email, email_folded, name) VALUES (gen_random_uuid(), 'zoe@example.org', 'zoe@example.org', 'Zoë')",
  ]);
  await server.stop();
  rmSync(socketDirectory, { recursive: true });
}

describe("a database of an older PostgreSQL version", () => {
  test("is rejected with the upgrade command, which keeps the old cluster", async ({ skip }) => {
    if (old === undefined) return skip("there is no older PostgreSQL in /usr/lib/postgresql");
    const home = path.join(directory, "old");
    await makeOld(home, old);
    await expect(startEmbedded({ dataDirectory: home })).rejects.toMatchObject({
      code: "data_directory_version",
      message: expect.stringMatching(new RegExp(`PostgreSQL ${old.major}.*npm run docket -- upgrade-database`)),
    });
    const backupFile = path.join(home, "backups/before.sql.gz");
    const upgrade = (binaries: string) => upgradeEmbedded({ dataDirectory: home, backupFile, binaries, log: () => {} });
    await expect(upgrade(directory)).rejects.toMatchObject({ message: expect.stringContaining("no PostgreSQL in") });
    expect(existsSync(backupFile)).toBe(false);

    expect(await upgrade(old.home)).toMatchObject({
      from: old.major,
      to: current,
      kept: `${home}/postgres-${old.major}`,
    });
    expect(readFileSync(path.join(home, `postgres-${old.major}`, "PG_VERSION"), "utf8").trim()).toBe(old.major);
    expect(existsSync(backupFile)).toBe(true);
    expect(await upgrade(old.home)).toBeNull();

    const server = await startEmbedded({ dataDirectory: home });
    const client = new Client({ connectionString: server.appUrl });
    await client.connect();
    expect((await client.query("SELECT name FROM user_account")).rows).toEqual([{ name: "Zoë" }]);
    await client.end();
    await server.stop();
    expect(readdirSync(home).filter((name) => name.startsWith("postgres"))).toEqual([
      "postgres",
      `postgres-${old.major}`,
    ]);
  });
});
