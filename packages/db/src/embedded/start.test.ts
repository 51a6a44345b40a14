import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { processState, readPostmasterPid } from "./postmaster-pid.ts";
import { findStrayClusters } from "./shared-directory.ts";
import { type Embedded, type EmbeddedOptions, findEmbedded, startEmbedded } from "./start.ts";

const isRoot = process.getuid?.() === 0;

/** A data directory that was started and stopped once. Each test uses a copy of it. */
let pattern: string;
let home: string;
let data: string;
let wasNew: boolean;
let running: Embedded[] = [];
/** A cluster created outside of `home`. It is removed after the test. */
let shared: string | undefined;

async function start(options: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDirectory: data, ...options });
  running.push(embedded);
  return embedded;
}

async function stop(embedded: Embedded): Promise<void> {
  running = running.filter((other) => other !== embedded);
  await embedded.stop();
}

async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Creates a directory that all users can enter, as an ordinary clone would be. */
function makeHome(): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), "docket-embedded-"));
  chmodSync(directory, 0o711);
  return directory;
}

beforeAll(async () => {
  vi.stubEnv("LC_ALL", "POSIX");
  vi.stubEnv("LANG", "tr_TR.ISO-8859-9");
  pattern = makeHome();
  data = path.join(pattern, "data");
  const embedded = await startEmbedded({ dataDirectory: data });
  wasNew = embedded.isNew;
  await query(embedded.ownerUrl, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)");
  await embedded.stop();
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(pattern, { recursive: true, force: true }));

beforeEach(() => {
  home = makeHome();
  data = path.join(home, "data");
  execFileSync("cp", ["-a", path.join(pattern, "data"), data]);
});
afterEach(async () => {
  await Promise.all(running.map((embedded) => embedded.stop()));
  running = [];
  for (const directory of [home, ...(shared ? [path.dirname(shared)] : [])])
    rmSync(directory, { recursive: true, force: true });
  shared = undefined;
});

test("a second start keeps the data without recovery, and stopping removes the socket and the lock", async () => {
  rmSync(path.join(data, "log"), { recursive: true });
  const embedded = await start();
  const messages = readFileSync(path.join(data, "log/postgres.log"), "utf8");
  expect(messages).toContain("database system was shut down at");
  expect(messages).not.toContain("recovery");
  expect([wasNew, embedded.isNew]).toEqual([true, false]);
  expect(await query(embedded.ownerUrl, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
  expect((await findEmbedded(data))?.appUrl).toBe(embedded.appUrl);

  const socketDirectory = readPostmasterPid(embedded.clusterDirectory)?.socketDirectory ?? "";
  expect(statSync(socketDirectory).mode & 0o777).toBe(0o700);
  await stop(embedded);
  expect([existsSync(socketDirectory), existsSync(path.join(data, "docket.lock"))]).toEqual([false, false]);
  expect(await findEmbedded(data)).toBeUndefined();
});

test("the cluster has safe settings and handles all scripts, regardless of the environment's locale", async () => {
  const embedded = await start();
  const settings = await query(
    embedded.ownerUrl,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('data_checksums') AS checksums,
            current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
            current_setting('listen_addresses') AS listen_addresses, current_setting('lc_messages') AS messages,
            current_setting('password_encryption') AS password_encryption, current_setting('TimeZone') AS zone,
            datlocprovider AS provider, datlocale AS locale, datctype AS ctype
       FROM pg_database WHERE datname = current_database()`,
  );
  expect(settings).toEqual([
    {
      encoding: "UTF8",
      checksums: "on",
      fsync: "on",
      full_page_writes: "on",
      listen_addresses: "",
      messages: "C",
      password_encryption: "scram-sha-256",
      zone: "UTC",
      provider: "b",
      locale: "C.UTF-8",
      ctype: expect.stringMatching(/UTF-?8/i),
    },
  ]);

  await query(embedded.ownerUrl, "CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin");
  // A word of n letters has n + 1 trigrams. A character that pg_trgm does not recognise as a letter would split the
  // word.
  for (const word of ["übergröße", "понедельник", "日本語", "הפגישה", "สัปดาห"]) {
    const [row] = await query<{ trigrams: number }>(
      embedded.ownerUrl,
      `SELECT cardinality(show_trgm('${word}')) AS trigrams`,
    );
    expect([word, row?.trigrams]).toEqual([word, [...word].length + 1]);
  }
});

test("no role is a superuser, and passwords are required and private", async () => {
  const embedded = await start();
  const roles = await query(
    embedded.ownerUrl,
    "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname LIKE 'docket_%' ORDER BY 1",
  );
  const none = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
  expect(roles).toEqual(["docket_app", "docket_janitor", "docket_owner"].map((rolname) => ({ rolname, ...none })));

  const wrong = new URL(embedded.appUrl);
  wrong.password = "wrong";
  await expect(query(wrong.href, "SELECT 1")).rejects.toMatchObject({ code: "28P01" });
  await expect(query(embedded.appUrl, "CREATE SCHEMA mine")).rejects.toMatchObject({ code: "42501" });

  const secrets = path.join(data, "secrets");
  expect(statSync(secrets).mode & 0o777).toBe(0o700);
  expect(readdirSync(secrets)).toEqual(["db-app.pw", "db-janitor.pw", "db-owner.pw"]);
  for (const file of readdirSync(secrets)) expect(statSync(path.join(secrets, file)).mode & 0o777).toBe(0o600);
});

test("rejects secrets that others can read, and regenerates lost ones", async () => {
  const file = path.join(data, "secrets", "db-app.pw");
  chmodSync(file, 0o644);
  await expect(start()).rejects.toMatchObject({
    code: "secret_exposed",
    message: expect.stringContaining("chmod 600"),
  });
  rmSync(path.join(data, "secrets"), { recursive: true });
  const embedded = await start();
  expect(await query(embedded.appUrl, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("changes the database passwords to match secrets from another installation", async () => {
  await stop(await start());
  const other = path.join(home, "other");
  await stop(await start({ dataDirectory: other }));
  rmSync(path.join(data, "secrets"), { recursive: true });
  cpSync(path.join(other, "secrets"), path.join(data, "secrets"), { recursive: true });
  for (let round = 1; round <= 2; round += 1) {
    const heard: string[] = [];
    const embedded = await start({ log: (line) => heard.push(line) });
    for (const url of [embedded.ownerUrl, embedded.appUrl, embedded.janitorUrl])
      expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(heard).toHaveLength(round === 1 ? 1 : 0);
    await stop(embedded);
  }
});

test("rejects a second Docket on the same directory, even if both start concurrently", async () => {
  const answers = await Promise.allSettled([start(), start()]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(start()).rejects.toMatchObject({
    code: "data_directory_in_use",
    message: expect.stringMatching(/already running on .*data \(process \d+ on .*\)\. Stop it first/),
  });
});

test("starts after the data directory was moved", async () => {
  await stop(await start());
  const moved = path.join(home, "elsewhere");
  renameSync(data, moved);
  const embedded = await start({ dataDirectory: moved });
  expect(await query(embedded.ownerUrl, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
});

test("restarts PostgreSQL after kill -9, with every acknowledged row", async () => {
  const lines: string[] = [];
  const embedded = await start({ log: (line) => lines.push(line) });
  const pid = readPostmasterPid(embedded.clusterDirectory)?.pid ?? 0;
  await query(embedded.ownerUrl, "INSERT INTO kept VALUES (2)");
  process.kill(pid, "SIGKILL");
  const insert = "INSERT INTO kept VALUES (3) RETURNING (SELECT max(id) FROM kept)";
  await expect.poll(() => query(embedded.ownerUrl, insert).catch(() => [])).toEqual([{ max: 2 }]);
  expect(lines).toEqual([
    "PostgreSQL stopped unexpectedly (SIGKILL). Restarting it.",
    ...lines.slice(1, -1),
    "PostgreSQL is running again.",
  ]);
});

test("after kill -9 of Docket, the next start stops the orphaned PostgreSQL", async () => {
  const script = `import { startEmbedded } from ${JSON.stringify(fileURLToPath(new URL("start.ts", import.meta.url)))};
    const { ownerUrl } = await startEmbedded({ dataDirectory: ${JSON.stringify(data)} });
    console.log(ownerUrl);
    setInterval(() => {}, 1000);`;
  const file = path.join(home, "server.mts");
  writeFileSync(file, script);
  const server = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = (await once(server.stdout, "data")) as [Buffer];
  const orphan = readPostmasterPid(path.join(data, "postgres"));
  await query(output.toString().trim(), "INSERT INTO kept VALUES (2)");
  server.kill("SIGKILL");
  await once(server, "exit");

  const embedded = await start();
  expect(readPostmasterPid(embedded.clusterDirectory)?.pid).not.toBe(orphan?.pid);
  expect(existsSync(orphan?.socketDirectory ?? "")).toBe(false);
  expect(await query(embedded.ownerUrl, "SELECT max(id) FROM kept")).toEqual([{ max: 2 }]);
});

describe("a stale postmaster.pid", () => {
  async function startWithPid(pid: number): Promise<object[]> {
    writeFileSync(
      path.join(data, "postgres/postmaster.pid"),
      `${pid}\n${data}\n0\n5432\n/tmp/docket-nothing\n\n 1 1\nready   \n`,
    );
    const embedded = await start();
    return query(embedded.ownerUrl, "SELECT id FROM kept");
  }

  test("of a process that is gone", async () => {
    expect(await startWithPid(2 ** 22 - 7)).toEqual([{ id: 1 }]);
  });

  test("of another program with the same PID", async () => {
    expect(await startWithPid(process.pid)).toEqual([{ id: 1 }]);
  });

  test.runIf(process.platform === "linux")("of a zombie", async () => {
    // The shell starts a child and then replaces itself with a program that never waits for the child. The child must
    // not end before that, because the shell would wait for it. Its stdin is closed, as that of all background commands.
    const script = "read line <&3 & echo $!; exec sleep 180";
    const parent = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "ignore", "pipe"] });
    const [output] = (await once(parent.stdio[1] as Readable, "data")) as [Buffer];
    const pid = Number(output.toString());
    await expect.poll(() => processState(parent.pid ?? 0).command).toBe("sleep");
    (parent.stdio[3] as Writable).end();
    await expect.poll(() => processState(pid).state).toBe("Z");
    expect(await startWithPid(pid)).toEqual([{ id: 1 }]);
    parent.kill();
  });
});

describe("startup errors", () => {
  test("rejects a data directory that can't be created", async () => {
    writeFileSync(path.join(home, "file"), "");
    await expect(start({ dataDirectory: path.join(home, "file", "data") })).rejects.toMatchObject({
      code: "data_directory_unwritable",
      message: expect.stringMatching(/cannot be used by \w+ \(a part of the path is a file\)\. Set DOCKET_DATA/),
    });
  });

  test("rejects a cluster of another major version", async () => {
    writeFileSync(path.join(data, "postgres/PG_VERSION"), "17\n");
    await expect(start()).rejects.toMatchObject({
      code: "data_directory_version",
      message: expect.stringMatching(/created by PostgreSQL 17, but this version of Docket comes with PostgreSQL 18/),
    });
  });

  test("reports why the server can't start, and starts once the cause is fixed", async () => {
    await expect(start({ settings: { shared_buffers: "9000TB" } })).rejects.toMatchObject({
      code: "postgres_not_started",
      message: expect.stringContaining("shared_buffers"),
    });
    expect((await start()).isNew).toBe(false);
  });
});

test("stops PostgreSQL if startup fails after it is running", async () => {
  // The three roles sign in concurrently, but only one of them gets a connection.
  const settings = { max_connections: "5", superuser_reserved_connections: "3", reserved_connections: "1" };
  await expect(start({ settings })).rejects.toMatchObject({ code: "53300" });
  expect(readPostmasterPid(path.join(data, "postgres"))).toBeUndefined();
});

test.runIf(isRoot)(
  "under root, lets PostgreSQL's user traverse a private data directory that contains the cluster",
  async () => {
    rmSync(data, { recursive: true });
    mkdirSync(data, { mode: 0o700 });
    const embedded = await start();
    expect(embedded.clusterDirectory).toBe(path.join(data, "postgres"));
    expect(statSync(data).mode & 0o777).toBe(0o711);
  },
);

describe.runIf(isRoot)("under root, in a directory that PostgreSQL's user can't enter", () => {
  test("creates the cluster elsewhere and finds it after the data directory was moved", async () => {
    chmodSync(home, 0o700);
    rmSync(data, { recursive: true });
    const embedded = await start();
    shared = embedded.clusterDirectory;
    expect(shared).toMatch(/^\/var\/lib\/docket\/\w+\/postgres$/);
    await query(embedded.ownerUrl, "CREATE TABLE kept (id int)");
    await stop(embedded);
    renameSync(data, path.join(home, "moved"));
    const again = await start({ dataDirectory: path.join(home, "moved") });
    expect([again.isNew, again.clusterDirectory]).toEqual([false, shared]);
    expect(await query(again.ownerUrl, "SELECT id FROM kept")).toEqual([]);
    await stop(again);

    const strays = () => findStrayClusters().filter((sentence) => sentence.includes(path.dirname(shared ?? "")));
    expect(strays()).toEqual([]);
    rmSync(path.join(home, "moved"), { recursive: true });
    expect(strays()).toEqual([
      expect.stringContaining(`the database of ${path.join(home, "moved")}, which no longer points to it`),
    ]);
  });

  test("moves an existing cluster elsewhere and changes its owner from root", async () => {
    chmodSync(home, 0o700);
    execFileSync("chown", ["-R", "0:0", data]);
    const embedded = await start();
    shared = embedded.clusterDirectory;
    expect(shared).toMatch(/^\/var\/lib\/docket\/\w+\/postgres$/);
    expect(await query(embedded.ownerUrl, "SELECT id FROM kept")).toEqual([{ id: 1 }]);
  });
});
