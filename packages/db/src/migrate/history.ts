import type { Client } from "pg";
import { OperatorError } from "../operator-error.ts";
import type { MigrationFile } from "./migration-file.ts";

/** A row of `_prisma_migrations`, the table in which Prisma records what it applied. */
export interface AppliedMigration {
  name: string;
  checksum: string;
  /** False when it started and never ended well. */
  finished: boolean;
  logs: string | null;
}

/** What this database has been through, in the order of names; empty for a database that was never migrated. */
export async function readHistory(client: Client): Promise<AppliedMigration[]> {
  const { rows: tables } = await client.query<{ present: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  );
  if (!tables[0]?.present) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished, logs
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return rows;
}

/**
 * Compare the history of a database with the migrations of this code and name those still to apply.
 *
 * Refuses, with a sentence, a migration that failed (`migration_failed`), one that was changed after it was applied
 * (`migration_edited`), and a database that knows migrations which this code does not (`database_newer`).
 */
export function planMigrations(files: MigrationFile[], history: AppliedMigration[]): MigrationFile[] {
  const known = new Map(files.map((file) => [file.name, file]));

  const failed = history.find((applied) => !applied.finished);
  if (failed) throw new OperatorError("migration_failed", failedSentence(failed.name, failed.logs));

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
        "Put the original files back; a change to the structure needs a new migration.",
    );
  }

  const done = new Set(history.map((applied) => applied.name));
  return files.filter((file) => !done.has(file.name));
}

/** The sentence for a migration that failed, now or on an earlier start. `reason` is PostgreSQL's own text. */
export function failedSentence(name: string, reason: string | null): string {
  const because = reason ? /ERROR: [^\n]+/.exec(reason)?.[0] : undefined;
  return (
    `The migration ${name} failed${because ? ` (${because})` : ""}; nothing of it was kept. ` +
    "Restore the backup made before the upgrade, or repair the cause and mark it with " +
    `"prisma migrate resolve --rolled-back ${name}", then start again.`
  );
}

function listNames(migrations: { name: string }[]): string {
  const names = migrations.slice(0, 3).map(({ name }) => name);
  const more = migrations.length - names.length;
  return `${migrations.length === 1 ? "migration" : "migrations"} ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
