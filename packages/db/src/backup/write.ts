import { createHash, randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { readHistory } from "../migrate/history.ts";
import { withClient } from "../with-client.ts";
import { type BackupCount, type BackupHeader, copyStatement, END, MAGIC, metaLine } from "./format.ts";
import { withBackupErrors, makeDirectoryWithParentOwner } from "./ownership.ts";
import { type BackupTable, backupTables, selectStatement, TEXT_FORM } from "./table.ts";

export interface Backup {
  file: string;
  header: BackupHeader;
  counts: BackupCount[];
}

/**
 * Writes all data in the database to a file, as a consistent snapshot, while the application keeps running. The file
 * gets its final name only after it is complete and synced. Only its owner can read it.
 *
 * @param ownerUrl connection string for a direct connection as the role that owns the tables
 * @param file absolute path; its directory is created if necessary
 * @throws OperatorError `backup_unwritable`
 */
export function writeBackup(target: { ownerUrl: string; file: string }): Promise<Backup> {
  return withBackupErrors(target.file, () => writeScriptTo(target));
}

async function writeScriptTo({ ownerUrl, file }: { ownerUrl: string; file: string }): Promise<Backup> {
  const owner = await makeDirectoryWithParentOwner(path.dirname(file));
  const draft = `${file}.${randomBytes(6).toString("hex")}.part`;
  try {
    return await withClient({ connectionString: ownerUrl, application_name: "docket-backup" }, async (client) => {
      await client.query(`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${TEXT_FORM}`);
      const tables = await backupTables(client);
      const header = await makeHeader(client, tables);
      const counts: BackupCount[] = [];
      const script = Readable.from(writeScript(client, header, tables, counts));
      const handle = await open(draft, "wx", 0o600);
      // Uses the file handle, because the owner of the directory could have replaced the file with a symbolic link.
      if (owner !== null) await handle.chown(owner.uid, owner.gid);
      await pipeline(script, createGzip(), handle.createWriteStream({ flush: true }));
      await client.query("COMMIT");
      // When this returns, both the file and its directory entry are synced.
      await rename(draft, file);
      await sync(path.dirname(file));
      return { file, header, counts };
    });
  } finally {
    await rm(draft, { force: true });
  }
}

/** Returns whether the database contains data worth backing up: at least one account. */
export async function holdsData(ownerUrl: string): Promise<boolean> {
  return withClient({ connectionString: ownerUrl, application_name: "docket-backup" }, async (client) => {
    const { rows } = await client.query<{ present: boolean }>(
      "SELECT to_regclass('user_account') IS NOT NULL AS present",
    );
    if (!rows[0]?.present) return false;
    return (await client.query("SELECT 1 FROM user_account LIMIT 1")).rows.length > 0;
  });
}

/**
 * Writes a backup to `directory` before a migration if the database contains data, and returns its path. Call it in the
 * `before` callback of `applyMigrations`.
 *
 * @param now the timestamp in the file name
 */
export async function dumpBeforeMigration(
  ownerUrl: string,
  directory: string,
  now = new Date(),
): Promise<string | undefined> {
  if (!(await holdsData(ownerUrl))) return undefined;
  const stamp = now.toISOString().slice(0, 19).replaceAll(":", "-");
  const { file } = await writeBackup({ ownerUrl, file: path.join(directory, `before-migration-${stamp}Z.sql.gz`) });
  return file;
}

async function makeHeader(client: Client, tables: BackupTable[]): Promise<BackupHeader> {
  const { rows } = await client.query<{ now: Date; version: string }>(
    "SELECT now(), current_setting('server_version') AS version",
  );
  return {
    createdAt: rows[0]?.now.toISOString() ?? "",
    postgres: rows[0]?.version ?? "",
    migrations: await readHistory(client),
    tables: tables.map(({ name }) => name),
  };
}

async function* writeScript(
  client: Client,
  header: BackupHeader,
  tables: BackupTable[],
  counts: BackupCount[],
): AsyncGenerator<Buffer | string> {
  yield `${MAGIC}\n${metaLine(header)}`;
  for (const table of tables) {
    yield `${copyStatement(table.name, table.columns)};\n`;
    const hash = createHash("sha256");
    const stream = client.query(copyTo(selectStatement(table)));
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
    const count = { table: table.name, rows: stream.rowCount, sha256: hash.digest("hex") };
    counts.push(count);
    yield `\\.\n${metaLine(count)}`;
  }
  yield `${END}\n`;
}

async function sync(target: string): Promise<void> {
  const handle = await open(target, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
