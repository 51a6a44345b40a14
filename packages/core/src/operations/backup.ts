import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { openBackup } from "@docket/db/backup/reader";
import { restoreBackup } from "@docket/db/backup/restore";
import { dumpBeforeMigration, writeBackup } from "@docket/db/backup/write";
import { applyMigrations } from "@docket/db/migrate/apply";
import { applyGrants } from "@docket/db/migrate/grant";
import { headNoteFile } from "../log/security/head-note.ts";
import type { Config } from "../runtime/config.ts";
import { loadSecrets } from "../runtime/secrets.ts";
import { attachDatabase, openDatabase, roleOf } from "./database-location.ts";

export type Saved = { file: string; tables: number; rows: number };

/**
 * Writes a consistent snapshot of the whole database to one file. The server can be running or stopped.
 *
 * @param file the target file; null for a file in `backups/` in the data directory, named after `at`
 */
export async function backUpInstallation(
  config: Config,
  { file, at, onStep }: { file: string | null; at: Date; onStep: (words: string) => void },
): Promise<Saved> {
  const place = await attachDatabase(config, onStep);
  try {
    const target = path.resolve(file ?? backupPath(config, "docket", at));
    const { counts } = await writeBackup({ ownerUrl: place.ownerUrl, file: target });
    return { file: target, tables: counts.length, rows: counts.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await place.stop();
  }
}

/**
 * Restores a backup into a new or empty installation.
 *
 * @throws OperatorError if the installation contains data, the file is damaged or the server is running
 */
export async function restoreInstallation(
  config: Config,
  { file, at, onStep }: { file: string; at: Date; onStep: (words: string) => void },
): Promise<Saved> {
  // Checked first, so that an invalid file does not leave a new installation behind.
  const { reader } = await openBackup(path.resolve(file));
  reader.close();
  const place = await openDatabase(config, onStep);
  try {
    const counts = await restoreBackup({ ownerUrl: place.ownerUrl, file: path.resolve(file) });
    await applyGrants({
      ownerUrl: place.ownerUrl,
      appRole: roleOf(place.appUrl),
      janitorRole: roleOf(place.janitorUrl),
    });
    await loadSecrets(config, at);
    // The stored head belongs to the previous database and would be wrong for the restored one.
    await rm(headNoteFile(config), { force: true });
    return { file: path.resolve(file), tables: counts.length, rows: counts.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await place.stop();
  }
}

/** Lists the files in a directory. The directory does not exist until the first backup creates it. */
function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}

const HOUR_MS = 60 * 60_000;
const AUTOMATIC = /^automatic-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.sql\.gz$/;

/**
 * Writes a backup if the newest automatic one is at least `BACKUP_EVERY` hours old, and removes all but the newest
 * `BACKUP_KEEP` automatic ones. Manual backups and backups made before a migration are kept. Idempotent, and safe to
 * repeat after an interruption.
 *
 * @returns the name of the file written, or null if no backup was due
 */
export async function backUpWhenDue(config: Config, ownerUrl: string, now: Date): Promise<string | null> {
  const { backupEveryHours, backupKeep } = config;
  if (backupEveryHours === 0) return null;
  const directory = backupDirectory(config);
  // The names contain the time, so sorting by name sorts by time. Unlike modification times, names survive copying the
  // directory.
  const before = (await namesIn(directory)).filter((name) => AUTOMATIC.test(name)).toSorted();
  const due = `automatic-${stampOf(new Date(now.getTime() - backupEveryHours * HOUR_MS))}.sql.gz`;
  if ((before.at(-1) ?? "") > due) return null;
  const name = `automatic-${stampOf(now)}.sql.gz`;
  await writeBackup({ ownerUrl, file: path.join(directory, name) });
  await removeSurplus(directory, AUTOMATIC, backupKeep);
  return name;
}

/**
 * Number of pre-migration backups to keep. Independent of `BACKUP_KEEP`, because these backups are few and the only way
 * to undo a migration.
 */
const MIGRATION_BACKUPS = 5;
const BEFORE_MIGRATION = /^before-migration-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.sql\.gz$/;

/**
 * Applies pending migrations, after writing a backup if the database contains data. The newest five of these backups
 * are kept. A backup made before a failed migration is renamed, so that it is never removed automatically.
 *
 * @param migrations directory of the migrations; defaults to Docket's own, overridden only in tests
 * @throws OperatorError if a migration fails or the database is newer than this program
 */
export async function migrateWithBackup(
  config: Config,
  ownerUrl: string,
  { at, onStep, migrations }: { at: Date; onStep: (words: string) => void; migrations?: string },
): Promise<void> {
  const directory = backupDirectory(config);
  let backup: string | undefined;
  try {
    await applyMigrations({
      ownerUrl,
      ...(migrations !== undefined && { directory: migrations }),
      before: async (pending) => {
        backup = await dumpBeforeMigration(ownerUrl, directory, at);
        if (backup !== undefined) onStep(`Saved the database to ${backup} before changing it.`);
        onStep(`Migrating the database (${pending.length} to go) …`);
      },
    });
  } catch (error) {
    if (backup !== undefined) {
      const kept = path.join(directory, `before-failed-migration-${stampOf(at)}.sql.gz`);
      await rename(backup, kept);
      onStep(`The migration failed. What was saved before it is kept as ${kept}.`);
    }
    throw error;
  }
  if (backup !== undefined) await removeSurplus(directory, BEFORE_MIGRATION, MIGRATION_BACKUPS);
}

/**
 * Removes all but the newest `keep` backups of one kind. The names contain the time, so sorting by name sorts by time.
 */
async function removeSurplus(directory: string, kind: RegExp, keep: number): Promise<void> {
  const surplus = (await readdir(directory))
    .filter((name) => kind.test(name))
    .toSorted()
    .slice(0, -keep);
  await Promise.all(surplus.map((name) => rm(path.join(directory, name), { force: true })));
}

/** Returns the default path of a backup written at the given time. */
export function backupPath(config: Config, kind: string, at: Date): string {
  return path.join(backupDirectory(config), `${kind}-${stampOf(at)}.sql.gz`);
}

/** Returns the default directory for backups. */
export function backupDirectory({ dataDirectory }: Config): string {
  return path.resolve(dataDirectory, "backups");
}

/** Formats a time so that it is a valid file name on any system. */
function stampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
}
