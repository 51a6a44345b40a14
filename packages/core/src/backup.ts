import path from "node:path";
import { openBackup } from "@docket/db/backup/reader";
import { restoreBackup } from "@docket/db/backup/restore";
import { writeBackup } from "@docket/db/backup/write";
import { applyGrants } from "@docket/db/migrate/grant";
import type { Config } from "./config.ts";
import { joinPlace, openPlace, roleOf } from "./place.ts";
import { loadSecrets } from "./secrets.ts";

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
  const place = await joinPlace(config, onStep);
  try {
    const name = `docket-${at.toISOString().slice(0, 19).replaceAll(":", "-")}Z.sql.gz`;
    const target = path.resolve(file ?? path.join(config.dataDirectory, "backups", name));
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
  const place = await openPlace(config, onStep);
  try {
    const counts = await restoreBackup({ ownerUrl: place.ownerUrl, file: path.resolve(file) });
    await applyGrants({
      ownerUrl: place.ownerUrl,
      appRole: roleOf(place.appUrl),
      janitorRole: roleOf(place.janitorUrl),
    });
    await loadSecrets(config, at);
    return { file: path.resolve(file), tables: counts.length, rows: counts.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await place.stop();
  }
}
