import path from "node:path";
import { upgradeEmbedded } from "@docket/db/upgrade-cluster";
import { ConfigError } from "../runtime/config.ts";
import type { Config } from "../runtime/config.ts";
import { backupPath } from "./backup.ts";
import { requireInstallation } from "./database-location.ts";

export type UpgradedDatabase = { from: string; to: string; kept: string; backup: string; tables: number; rows: number };

/**
 * Upgrades the embedded database to the PostgreSQL version that is shipped with this version of Docket. The old cluster
 * and a backup of it stay in the data directory until someone removes them.
 *
 * @param binaries directory of the old version's binaries; null to download them
 * @returns null if no upgrade is needed
 * @throws ConfigError if there is no embedded database
 */
export async function upgradeDatabase(
  config: Config,
  { binaries, at, onStep }: { binaries: string | null; at: Date; onStep: (words: string) => void },
): Promise<UpgradedDatabase | null> {
  if (config.databaseUrl !== null)
    throw new ConfigError(
      "DATABASE_URL is set, so Docket doesn't manage this database. Upgrade its server as described in the PostgreSQL manual.",
    );
  const dataDirectory = path.resolve(config.dataDirectory);
  requireInstallation(dataDirectory);
  const backup = backupPath(config, "before-upgrade", at);
  const upgrade = await upgradeEmbedded({ dataDirectory, backupFile: backup, binaries, log: onStep });
  if (upgrade === null) return null;
  const { counts, ...versions } = upgrade;
  return { ...versions, backup, tables: counts.length, rows: counts.reduce((sum, { rows }) => sum + rows, 0) };
}
