import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { Client } from "pg";
import { migrationDirectory } from "../locate.ts";
import { OperatorError } from "../operator-error.ts";
import { withClient } from "../with-client.ts";
import { type ModelFile, withSchemaEngine } from "./engine.ts";
import { type AppliedMigration, markFailedAttemptsRolledBack, planMigrations, readHistory } from "./history.ts";
import { type MigrationFile, readMigrations } from "./migration-file.ts";

/** Takes Docket's advisory lock. The schema engine and `prisma migrate` use the key 72707369. */
const LOCK = "SELECT pg_advisory_lock(680714, 1)";
/** A minimal model. To apply migrations, the engine needs to know only the database provider. */
const noModels: ModelFile = ["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n'];
const LOCK_TIMEOUT_MS = 120_000;

export interface ApplyOptions {
  /** Connection string of the role that owns the tables. It must not go through a transaction pooler. */
  ownerUrl: string;
  /** Directory of the migrations. Defaults to `prisma/migrations` in this repository. */
  directory?: string;
  /** Applies exactly these migrations, as listed in a backup, instead of all. */
  upTo?: AppliedMigration[];
  /**
   * Called while holding the lock and before any change, for example to make a backup. `pending` contains the names of
   * the migrations to apply.
   */
  before?: (pending: string[]) => Promise<void>;
}

/**
 * Applies all migrations that are missing from this database, oldest first, and returns their names. Returns an empty
 * list if the database is up to date.
 *
 * Concurrent processes wait on an advisory lock and then find nothing to apply. Each migration runs in one transaction,
 * together with the update that marks it as finished. A failed or interrupted migration is therefore rolled back, and
 * retried next time. Only a script with CONCURRENTLY runs outside a transaction. The history is stored in
 * `_prisma_migrations`, as with `prisma migrate deploy`.
 *
 * @throws OperatorError like `planMigrations`, and `migration_failed` if a migration can't be applied
 */
export async function applyMigrations({ ownerUrl, directory, upTo, before }: ApplyOptions): Promise<string[]> {
  const files = selectMigrations(readMigrations(directory ?? migrationDirectory()), upTo);
  return withMigrationClient(ownerUrl, async (client) => {
    await client.query(`SET lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query(LOCK);
    const pending = planMigrations(files, await readHistory(client));
    if (pending.length === 0) return [];
    await before?.(pending.map(({ name }) => name));
    await markFailedAttemptsRolledBack(client);
    return applyAll(ownerUrl, files);
  });
}

/**
 * Returns the names of the migrations that `applyMigrations` would apply, and throws the same errors for an invalid
 * history.
 */
export async function pendingMigrations({ ownerUrl, directory }: ApplyOptions): Promise<string[]> {
  const files = readMigrations(directory ?? migrationDirectory());
  const pending = await withMigrationClient(ownerUrl, async (client) =>
    planMigrations(files, await readHistory(client)),
  );
  return pending.map(({ name }) => name);
}

/**
 * Returns only the wanted migrations.
 *
 * @throws OperatorError unless all of them are known and unchanged
 */
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

/** Extracts the name and the reason from the engine's report. The rest of the report is Rust stack frames. */
function failedSentence(report: string): string {
  const name = /migration_name="([^"]+)"/.exec(report)?.[1];
  const reason = /ERROR: ([^\n]+)/.exec(report)?.[1] ?? report.split("\n").slice(0, 2).join(" ");
  return (
    `The migration ${name ?? "of the database"} failed: ${reason.trim()}. Its changes were rolled back. ` +
    "Fix the cause and start again, or return to the version that ran before."
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

function withMigrationClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const config = { connectionString: url, application_name: "docket-migrate", connectionTimeoutMillis: 5_000 };
  return withClient(config, work);
}
