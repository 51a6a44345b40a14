import { createHash } from "node:crypto";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { applyMigrations } from "../migrate/apply.ts";
import { OperatorError } from "../operator-error.ts";
import { withClient } from "../with-client.ts";
import { type BackupCount, type BackupHeader, copyStatement, END, parseMetaLine, unreadable } from "./format.ts";
import { type BackupReader, openBackup } from "./reader.ts";
import { type BackupTable, backupTables, selectStatement, TEXT_FORM } from "./table.ts";

export interface RestorePlan {
  ownerUrl: string;
  /** A file created by `writeBackup`. */
  file: string;
  /** Directory of the migrations. Defaults to this repository's. */
  directory?: string;
}

/**
 * Restores a backup into an empty database. It applies the migrations of the backed-up database, copies all rows in one
 * transaction and verifies their checksums. Later migrations are applied at the next start. A failed restore adds no
 * rows to the database.
 *
 * @throws OperatorError `database_not_empty`; `backup_unreadable`, even if a single byte is wrong; `database_newer` for
 *   a backup from a newer version
 */
export async function restoreBackup({ ownerUrl, file, directory }: RestorePlan): Promise<BackupCount[]> {
  const { header, reader } = await openBackup(file);
  try {
    return await withClient({ connectionString: ownerUrl, application_name: "docket-restore" }, async (client) => {
      await requireEmpty(client);
      await makeStructure(header, { ownerUrl, file, ...(directory !== undefined && { directory }) });
      await client.query(`BEGIN; ${TEXT_FORM}`);
      const counts = await restoreTables(client, header, reader);
      await client.query("COMMIT; ANALYZE");
      return counts;
    });
  } finally {
    reader.close();
  }
}

async function requireEmpty(client: Client): Promise<void> {
  for (const { name } of await backupTables(client)) {
    const { rows } = await client.query(`SELECT 1 FROM "${name}" LIMIT 1`);
    if (rows.length === 0) continue;
    throw new OperatorError(
      "database_not_empty",
      `The database is not empty: there are rows in ${name}. Restore into a new data directory or a newly created database.`,
    );
  }
}

async function makeStructure({ migrations }: BackupHeader, { file, ...target }: RestorePlan): Promise<void> {
  try {
    await applyMigrations({ ...target, upTo: migrations });
  } catch (cause) {
    if (!(cause instanceof OperatorError) || cause.code !== "database_newer") throw cause;
    const sentence = `The backup ${file} was created by a newer version of Docket. Upgrade Docket, then restore it.`;
    throw new OperatorError("database_newer", sentence, { cause });
  }
}

async function restoreTables(client: Client, header: BackupHeader, reader: BackupReader): Promise<BackupCount[]> {
  const tables = new Map((await backupTables(client)).map((table) => [table.name, table]));
  const counts: BackupCount[] = [];
  for (const name of header.tables) {
    const table = tables.get(name);
    if (!table) throw unreadable(`it contains a table ${name} that its own migrations do not create`);
    counts.push(await restoreTable(client, table, reader));
  }
  if ((await reader.line()) !== END) throw unreadable("its end is missing");
  return counts;
}

async function restoreTable(client: Client, table: BackupTable, reader: BackupReader): Promise<BackupCount> {
  const statement = copyStatement(table.name, table.columns);
  if ((await reader.line()) !== `${statement};`) throw unreadable(`table ${table.name} is in the wrong place`);
  const copy = client.query(copyFrom(statement));
  await pipeline(Readable.from(reader.rows()), copy).catch((cause: unknown) => {
    throw isBadRow(cause) ? unreadable(`table ${table.name} has an invalid row (${cause.message})`, cause) : cause;
  });

  const expected = parseMetaLine<BackupCount>(await reader.line(), "sha256");
  const found = await checksum(client, table);
  if (copy.rowCount !== expected.rows || found !== expected.sha256) {
    throw unreadable(`the checksum of table ${table.name} does not match its ${expected.rows} rows`);
  }
  return expected;
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation). */
function isBadRow(error: unknown): error is Error {
  return error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));
}

/** Computes the checksum of a table's rows in the database, to verify the restored data and not just the file. */
async function checksum(client: Client, table: BackupTable): Promise<string> {
  const hash = createHash("sha256");
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done();
    },
  });
  await pipeline(client.query(copyTo(selectStatement(table))), sink);
  return hash.digest("hex");
}
