import { createHash, randomUUID } from "node:crypto";
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pendingMigrations } from "../migrate/apply.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { openBackup } from "./reader.ts";
import { restoreBackup } from "./restore.ts";
import { dumpBeforeMigration, holdsData, writeBackup } from "./write.ts";

const nasty = [
  "line\nbreak",
  "tab\there",
  String.raw`\.`,
  String.raw`\n and \N`,
  "\n\\.\n",
  "quote ' \" ; --",
  "日本 🎉 é",
  "",
];

let source: TestDatabase;
let target: Awaited<ReturnType<typeof createEmptyDatabase>>;
let home: string;
let file: string;
const workspaceId = randomUUID();

beforeAll(async () => {
  source = await createTestDatabase();
  const { prisma, pool } = source.owner;
  const userId = randomUUID();
  await prisma.userAccount.create({
    data: { id: userId, email: "a@b.c", emailFolded: "a@b.c", name: nasty.join("|") },
  });
  await prisma.workspace.create({ data: { id: workspaceId, slug: "home", name: "Home" } });
  await prisma.workspaceMember.create({ data: { workspaceId, userId, role: "owner" } });
  await prisma.workspaceCounter.create({ data: { workspaceId, changeSeq: 7n } });
  for (const value of nasty) {
    await prisma.preference.create({ data: { userId, key: value, value: { text: value, list: [1.5, null, true] } } });
  }
  // The parent folder has the greater key, so a row refers to one that comes later in the backup.
  const [early, late] = ["00000000-0000-7000-8000-000000000001", "ffffffff-0000-7000-8000-000000000001"] as const;
  const folder = { workspaceId, userId, name: "f", rank: "a" };
  await prisma.folder.create({ data: { ...folder, id: late } });
  await prisma.folder.create({ data: { ...folder, id: early, parentId: late } });
  const view = { workspaceId, createdBy: userId, scope: "user", ownerId: userId, name: "v", rank: "a" };
  const filter = { any: [{ field: "text", contains: nasty.join("|") }] };
  const shown = { layout: "list", sortBy: "manual", direction: "ascending" };
  await prisma.view.create({ data: { ...view, ...shown, id: early, filter } });
  await prisma.view.create({ data: { ...view, ...shown, id: late } });
  await prisma.oneTimeToken.create({
    data: {
      hash: Buffer.from([0, 255, 10, 92, 46]),
      purpose: "invite",
      expiresAt: new Date("2026-03-29T01:59:59.999Z"),
    },
  });
  await pool.query(
    `INSERT INTO security_event (id, kind, outcome, meta)
     SELECT gen_random_uuid(), repeat('x', n % 700), 'success', jsonb_build_object('n', n) FROM generate_series(1, 3000) n`,
  );
});
afterAll(() => source.drop());

beforeEach(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), "docket-backup-"));
  file = path.join(home, "backups", "one.sql.gz");
  target = await createEmptyDatabase();
});
afterEach(async () => {
  rmSync(home, { recursive: true });
  await target.drop();
});

async function rowsOf(ownerUrl: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Modifies the SQL script in a backup. */
function edit(change: (script: string) => string): void {
  writeFileSync(file, gzipSync(change(gunzipSync(readFileSync(file)).toString())));
}

/** Returns the reason for a failed restore, and the accounts in the database afterwards. */
async function refusal(): Promise<{ reason: unknown; accounts: unknown[] }> {
  const reason = await restoreBackup({ ownerUrl: target.ownerUrl, file }).then(
    () => "restored",
    (error: unknown) => error,
  );
  const [table] = await rowsOf(target.ownerUrl, "SELECT to_regclass('user_account')::text AS name");
  const isMade = (table as { name: string | null }).name !== null;
  return { reason, accounts: isMade ? await rowsOf(target.ownerUrl, "SELECT id FROM user_account") : [] };
}

test("restores every row into an empty database", async () => {
  const { counts, header } = await writeBackup({ ownerUrl: source.ownerUrl, file });
  expect(await restoreBackup({ ownerUrl: target.ownerUrl, file })).toEqual(counts);
  expect(Object.fromEntries(counts.map(({ table, rows }) => [table, rows]))).toMatchObject({
    preference: nasty.length,
    folder: 2,
    view: 2,
    security_event: 3_000,
    task: 0,
  });
  const second = await writeBackup({ ownerUrl: target.ownerUrl, file: path.join(home, "two.sql.gz") });
  expect(second.counts).toEqual(counts);
  expect(second.header.migrations).toEqual(header.migrations);
  expect(await pendingMigrations({ ownerUrl: target.ownerUrl })).toEqual([]);
  const logs = "SELECT change_seq, epoch FROM workspace_counter";
  const [log, restoredLog] = [await rowsOf(source.ownerUrl, logs), await rowsOf(target.ownerUrl, logs)];
  expect(restoredLog).toEqual([{ change_seq: "7", epoch: expect.any(String) }]);
  expect(restoredLog).not.toEqual(log);
  const preferences = "SELECT key, value->>'text' AS text FROM preference ORDER BY key";
  expect(await rowsOf(target.ownerUrl, preferences)).toEqual(
    nasty.toSorted().map((value) => ({ key: value, text: value })),
  );
});

test("the file is private, complete and lists its contents", async () => {
  const { counts } = await writeBackup({ ownerUrl: source.ownerUrl, file });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.dirname(file))).toEqual(["one.sql.gz"]);
  const { header, reader } = await openBackup(file);
  reader.close();
  expect(header.tables).toEqual(counts.map(({ table }) => table));
  expect(header.tables.indexOf("workspace")).toBeLessThan(header.tables.indexOf("project"));

  const script = gunzipSync(readFileSync(file)).toString();
  const rows = /COPY "workspace" \(.*\) FROM stdin;\n([^]*?)\\\.\n/.exec(script)?.[1] ?? "";
  expect(counts.find(({ table }) => table === "workspace")?.sha256).toBe(
    createHash("sha256").update(rows).digest("hex"),
  );
});

test("a backup is a consistent snapshot while other transactions write", async () => {
  const done = new AbortController();
  const writing = (async () => {
    while (!done.signal.aborted) {
      // A single statement writes to both tables, so a consistent backup contains both rows or neither.
      await source.owner.pool.query(
        `WITH id AS (SELECT gen_random_uuid() AS id),
              one AS (INSERT INTO instance_setting (key, value) SELECT id::text, '1' FROM id)
         INSERT INTO rate_bucket (key) SELECT id::text FROM id`,
      );
    }
  })();
  const { counts } = await writeBackup({ ownerUrl: source.ownerUrl, file });
  done.abort();
  await writing;
  const rows = (name: string): number | undefined => counts.find(({ table }) => table === name)?.rows;
  expect(rows("instance_setting")).toBe(rows("rate_bucket"));
});

describe("restore rejects each of the following without restoring anything:", () => {
  beforeEach(async () => {
    await writeBackup({ ownerUrl: source.ownerUrl, file });
  });
  test("a non-empty database", async () => {
    const full = await createTestDatabase();
    await full.owner.prisma.instanceSetting.create({ data: { key: "a", value: 1 } });
    await expect(restoreBackup({ ownerUrl: full.ownerUrl, file })).rejects.toMatchObject({
      code: "database_not_empty",
      message: expect.stringContaining("rows in instance_setting"),
    });
    await full.drop();
  });

  test("a truncated file", async () => {
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 1_000));
    expect(await refusal()).toMatchObject({ reason: { code: "backup_unreadable" }, accounts: [] });
  });

  test("a file with changed bytes", async () => {
    const bytes = readFileSync(file);
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0x41, middle, middle + 8);
    writeFileSync(file, bytes);
    expect(await refusal()).toMatchObject({ reason: { code: "backup_unreadable" }, accounts: [] });
  });

  test.each([
    [
      "a changed row",
      (script: string) => script.replace("\tHome\thome\t", "\tHose\thome\t"),
      /checksum of table workspace/,
    ],
    ["a missing end", (script: string) => script.replace("-- end\n", ""), /end is missing/],
    ["another table", (script: string) => script.replace('COPY "workspace"', 'COPY "worksp"'), /in the wrong place/],
    ["a header that is none", (script: string) => script.replace(/^-- \{.*$/m, "-- what"), /damaged/],
    ["another file", () => "hello\n", /not a backup of Docket/],
  ])("%s", async (_name, change, sentence) => {
    edit(change);
    expect(await refusal()).toMatchObject({
      reason: { code: "backup_unreadable", message: expect.stringMatching(sentence) },
      accounts: [],
    });
  });

  test("a backup from a newer version", async () => {
    edit((script) =>
      script.replace('"migrations":[', '"migrations":[{"name":"29990101000000_future","checksum":"x"},'),
    );
    expect(await refusal()).toMatchObject({
      reason: {
        code: "database_newer",
        message: expect.stringContaining("Upgrade Docket"),
      },
      accounts: [],
    });
  });
});

test("backs up before a migration only if the database contains data", async () => {
  const directory = path.join(home, "backups");
  expect([await holdsData(target.ownerUrl), await holdsData(source.ownerUrl)]).toEqual([false, true]);
  expect(await dumpBeforeMigration(target.ownerUrl, directory)).toBeUndefined();
  const made = await dumpBeforeMigration(source.ownerUrl, directory, new Date("2026-11-23T07:08:09Z"));
  expect(made).toBe(path.join(directory, "before-migration-2026-11-23T07-08-09Z.sql.gz"));
  expect(statSync(made ?? "").size).toBeGreaterThan(1_000);
});

test("a backup that can't be written fails with a message and leaves no file", async () => {
  const blocked = path.join(home, "file");
  writeFileSync(blocked, "");
  for (const [where, reason] of [
    [path.join(blocked, "one.sql.gz"), "file"],
    [home, "it is a directory"],
    ["/proc/one.sql.gz", "no directory can be created there"],
    ["/proc/one/two/three.sql.gz", "no directory can be created there"],
  ] as const) {
    await expect(writeBackup({ ownerUrl: source.ownerUrl, file: where })).rejects.toMatchObject({
      code: "backup_unwritable",
      message: expect.stringContaining(reason),
    });
  }
  expect(readdirSync(path.dirname(home)).filter((name) => name.startsWith(`${path.basename(home)}.`))).toEqual([]);
  expect(readdirSync(home)).toEqual(["file"]);
});

test.runIf(process.getuid?.() === 0)(
  "under root, a backup belongs to the owner of the existing directory",
  async () => {
    const service = { uid: 65_534, gid: 65_534 };
    chownSync(home, service.uid, service.gid);
    const deep = path.join(home, "backups", "nightly", "one.sql.gz");
    await writeBackup({ ownerUrl: source.ownerUrl, file: deep });
    await writeBackup({ ownerUrl: source.ownerUrl, file: path.join(path.dirname(deep), "two.sql.gz") });
    for (const made of [deep, `${path.dirname(deep)}/two.sql.gz`, path.dirname(deep), path.dirname(path.dirname(deep))])
      expect(statSync(made)).toMatchObject(service);
  },
);
