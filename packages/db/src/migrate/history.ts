import type { ClientBase } from "pg";
import { OperatorError } from "../operator-error.ts";
import type { MigrationFile } from "./migration-file.ts";

/** A migration recorded as applied in `_prisma_migrations`, Prisma's history table. */
export interface AppliedMigration {
  name: string;
  checksum: string;
}

/** Returns the migrations applied to this database, ordered by name. Returns an empty list if none were applied. */
export async function readHistory(client: ClientBase): Promise<AppliedMigration[]> {
  if (!(await hasHistory(client))) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/**
 * Marks failed or interrupted attempts as rolled back. PostgreSQL has in fact rolled them back, because a migration and
 * its update to the history run in one transaction. Without this mark, the engine would reject all later migrations.
 */
export async function markFailedAttemptsRolledBack(client: ClientBase): Promise<void> {
  if (!(await hasHistory(client))) return;
  await client.query(
    "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
}

async function hasHistory(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ present: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present",
  );
  return rows[0]?.present === true;
}

/**
 * Compares the history of a database with this version's migrations and returns those that are pending, oldest first.
 *
 * @throws OperatorError `migration_edited` for a migration that was changed after it was applied; `database_newer` for
 * a database with migrations that this version does not have
 */
export function planMigrations(files: MigrationFile[], history: AppliedMigration[]): MigrationFile[] {
  const known = new Map(files.map((file) => [file.name, file]));

  const unknown = history.filter((applied) => !known.has(applied.name));
  if (unknown.length > 0) {
    throw new OperatorError(
      "database_newer",
      `The database is newer than this version of Docket: it already has ${listNames(unknown)}. ` +
        "Start the newer version again, or restore the backup that was made before the upgrade.",
    );
  }

  const edited = history.filter((applied) => known.get(applied.name)?.checksum !== applied.checksum);
  if (edited.length > 0) {
    throw new OperatorError(
      "migration_edited",
      `The files of ${listNames(edited)} were changed after they had been applied to this database. ` +
        "Restore the original files. To change the structure, add a new migration.",
    );
  }

  const done = new Set(history.map((applied) => applied.name));
  return files.filter((file) => !done.has(file.name));
}

function listNames(migrations: { name: string }[]): string {
  const names = migrations.slice(0, 3).map(({ name }) => name);
  const more = migrations.length - names.length;
  return `${migrations.length === 1 ? "migration" : "migrations"} ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
