import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { openBackup } from "@docket/db/backup/reader";
import { restoreBackup } from "@docket/db/backup/restore";
import { dumpBeforeMigration, writeBackup } from "@docket/db/backup/write";
import { applyMigrations } from "@docket/db/migrate/apply";
import { applyGrants } from "@docket/db/migrate/grant";
import type { Config } from "./config.ts";
import { attachDatabase, openDatabase, roleOf } from "./database-location.ts";
import { loadSecrets } from "./secrets.ts";
import { headNoteFile } from "./security/head-note.ts";

export type Saved = { file: string; tables: number; rows: number };

/**
 * Writes the whole database into one file, a consistent moment of it, whether the server runs or not.
 *
 * @param file where to; null: into `backups/` in the data directory, named after the moment
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
 * Fills an installation that is new or empty from a backup.
 *
 * @throws OperatorError for one that holds data, a file that is damaged, or a server that runs there
 */
export async function restoreInstallation(
  config: Config,
  { file, at, onStep }: { file: string; at: Date; onStep: (words: string) => void },
): Promise<Saved> {
  // Looked at first: a file that is none must not leave an installation behind.
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
    // What it says of the database that was here before does not hold for an older one.
    await rm(headNoteFile(config), { force: true });
    return { file: path.resolve(file), tables: counts.length, rows: counts.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await place.stop();
  }
}

/** The first backup makes the directory. */
function namesIn(directory: string): Promise<string[]> {
  return readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}

const HOUR_MS = 60 * 60_000;
const AUTOMATIC = /^automatic-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.sql\.gz$/;

/**
 * Writes a backup when the newest automatic one is as old as `BACKUP_EVERY` says, and removes automatic ones beyond
 * `BACKUP_KEEP`, oldest first; those made by hand or before a migration stay. Safe to call at any time, and again after a cut.
 *
 * @returns the file that was written, or null when none was due
 */
export async function backUpWhenDue(config: Config, ownerUrl: string, now: Date): Promise<string | null> {
  const { backupEveryHours, backupKeep } = config;
  if (backupEveryHours === 0) return null;
  const directory = backupDirectory(config);
  // The names hold the moments, so they sort by them, and a copy of the directory keeps them.
  const before = (await namesIn(directory)).filter((name) => AUTOMATIC.test(name)).toSorted();
  const due = `automatic-${stampOf(new Date(now.getTime() - backupEveryHours * HOUR_MS))}.sql.gz`;
  if ((before.at(-1) ?? "") > due) return null;
  const name = `automatic-${stampOf(now)}.sql.gz`;
  await writeBackup({ ownerUrl, file: path.join(directory, name) });
  await removeSurplus(directory, AUTOMATIC, backupKeep);
  return name;
}

/** Backups from before a migration that are kept, whatever `BACKUP_KEEP` says: they are few, and the way back. */
const MIGRATION_BACKUPS = 5;
const BEFORE_MIGRATION = /^before-migration-\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z\.sql\.gz$/;

/**
 * Brings the database up to date, with a backup before anything changes where it holds data. The newest five of those backups
 * are kept. The one from before a migration that failed gets another name, and is nobody's to remove but the operator's.
 *
 * @param migrations the directory that holds them; Docket's own unless a test says otherwise
 * @throws OperatorError for a migration that fails or a database that is newer
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

/** Removes all but the newest backups of one kind. Their names hold the moments, so they sort by them. */
async function removeSurplus(directory: string, kind: RegExp, keep: number): Promise<void> {
  const surplus = (await readdir(directory))
    .filter((name) => kind.test(name))
    .toSorted()
    .slice(0, -keep);
  await Promise.all(surplus.map((name) => rm(path.join(directory, name), { force: true })));
}

/** Where a backup of this moment goes when nobody says where. */
export function backupPath(config: Config, kind: string, at: Date): string {
  return path.join(backupDirectory(config), `${kind}-${stampOf(at)}.sql.gz`);
}

/** Returns the directory of backups for which no file was named. */
export function backupDirectory({ dataDirectory }: Config): string {
  return path.resolve(dataDirectory, "backups");
}

/** A moment as it can stand in the name of a file on any system. */
function stampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(":", "-")}Z`;
}
