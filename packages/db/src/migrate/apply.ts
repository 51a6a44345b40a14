import type { MigrationList } from "@prisma/schema-engine-wasm";
import { Client } from "pg";
import { migrationDirectory } from "../locate.ts";
import { OperatorError } from "../operator-error.ts";
import { type ModelFile, withSchemaEngine } from "./engine.ts";
import { type AppliedMigration, forgetFailedAttempts, planMigrations, readHistory } from "./history.ts";
import { type MigrationFile, readMigrations } from "./migration-file.ts";

/** Two numbers of our own; the engine itself takes 72707369, as the stock `prisma migrate` does. */
const LOCK = "SELECT pg_advisory_lock(680714, 1)";
/** The engine wants to know the kind of database, and no more, to apply migrations. */
const noModels: ModelFile = ["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n'];
const LOCK_TIMEOUT_MS = 120_000;

export interface ApplyOptions {
  /** Connection of the role that owns the tables, direct (never through a transaction pooler). */
  ownerUrl: string;
  /** Where the migrations are; default `prisma/migrations` of this repository. */
  directory?: string;
  /** Stop at exactly these (as a backup lists them) instead of going on to the newest. */
  upTo?: AppliedMigration[];
  /** Called under the lock before anything changes, with the names that will be applied: the place for a dump. */
  before?: (pending: string[]) => Promise<void>;
}

/**
 * Apply every migration this database does not have yet, oldest first, and answer their names (empty: nothing to do).
 *
 * One process at a time: the others wait on an advisory lock, then find nothing left. Each migration is one
 * transaction together with the note that it ended, so one that fails or is interrupted leaves nothing behind and is
 * tried again next time; only a script that says CONCURRENTLY runs outside a transaction. The history is kept in
 * `_prisma_migrations` as `prisma migrate deploy` does. Throws `OperatorError` as `planMigrations` does, and
 * `migration_failed` when one cannot be applied.
 */
export async function applyMigrations({ ownerUrl, directory, upTo, before }: ApplyOptions): Promise<string[]> {
  const files = selectMigrations(readMigrations(directory ?? migrationDirectory()), upTo);
  return withClient(ownerUrl, async (client) => {
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query(LOCK);
    const pending = planMigrations(files, await readHistory(client));
    if (pending.length === 0) return [];
    await before?.(pending.map(({ name }) => name));
    await forgetFailedAttempts(client);
    return applyAll(ownerUrl, files);
  });
}

/** The migrations `applyMigrations` would apply; throws the same errors about the history. Changes nothing. */
export async function pendingMigrations({ ownerUrl, directory }: ApplyOptions): Promise<string[]> {
  const files = readMigrations(directory ?? migrationDirectory());
  const pending = await withClient(ownerUrl, async (client) => planMigrations(files, await readHistory(client)));
  return pending.map(({ name }) => name);
}

/** Those of a list, which must all be known here and unchanged. */
function selectMigrations(files: MigrationFile[], wanted: AppliedMigration[] | undefined): MigrationFile[] {
  if (!wanted) return files;
  planMigrations(files, wanted);
  return files.filter(({ name }) => wanted.some((migration) => migration.name === name));
}

async function applyAll(url: string, files: MigrationFile[]): Promise<string[]> {
  try {
    const filters = { externalTables: [], externalEnums: [] };
    const { appliedMigrationNames } = await withSchemaEngine(url, [noModels], (engine) =>
      engine.applyMigrations({ migrationsList: migrationList(files), filters }),
    );
    return appliedMigrationNames;
  } catch (cause) {
    throw new OperatorError("migration_failed", failedSentence(String(cause)), { cause });
  }
}

/** The engine's report is a stack of Rust frames; two of its lines are for people. */
function failedSentence(report: string): string {
  const name = /migration_name="([^"]+)"/.exec(report)?.[1];
  const reason = /ERROR: ([^\n]+)/.exec(report)?.[1] ?? report.split("\n").slice(0, 2).join(" ");
  return (
    `The migration ${name ?? "of the database"} failed: ${reason.trim()}. Nothing of it was kept. ` +
    "Repair the cause and start again, or go on with the version that ran before."
  );
}

function migrationList(files: MigrationFile[]): MigrationList {
  return {
    baseDir: "/",
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: files.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({
    connectionString: url,
    application_name: "docket-migrate",
    connectionTimeoutMillis: 5_000,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
