import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Binaries, npmBinaries } from "./binaries.ts";
import { createCluster, databaseName, roles } from "./cluster.ts";
import { socketUrl } from "./connection-url.ts";
import { startPostmaster } from "./postmaster.ts";
import { reachableBinaries } from "./reachable-binaries.ts";
import { runAs } from "./run-as.ts";
import { makeSocketDirectory } from "./socket-directory.ts";

/** A server for tests and for creating migrations. */
export interface TemporaryServer {
  /** Connection string of a role that can create databases. */
  ownerUrl: string;
  appUrl: string;
  janitorUrl: string;
  /** Stops the server and removes all its files. */
  stop: () => Promise<void>;
}

/**
 * Starts an empty PostgreSQL in a temporary directory, with the roles of a real installation but without durability.
 */
export async function startTemporaryCluster(installed: Binaries = npmBinaries()): Promise<TemporaryServer> {
  const user = runAs();
  const binaries = reachableBinaries(installed, user);
  const home = mkdtempSync(path.join(os.tmpdir(), "docket-throw-away-"));
  chmodSync(home, 0o711);
  const socketDirectory = makeSocketDirectory(user);
  const remove = (): void => {
    for (const directory of [home, socketDirectory]) rmSync(directory, { recursive: true, force: true });
  };

  const passwords = { owner: password(), app: password(), janitor: password() };
  const clusterDirectory = path.join(home, "postgres");
  try {
    await createCluster({ binaries, user, directory: clusterDirectory, passwords, throwAway: true });
    const postmaster = await startPostmaster({
      binaries,
      user,
      clusterDirectory,
      socketDirectory,
      logFile: path.join(home, "postgres.log"),
      settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
    });
    const url = (role: keyof typeof roles): string =>
      socketUrl(socketDirectory, roles[role], passwords[role], databaseName);
    return {
      ownerUrl: url("owner"),
      appUrl: url("app"),
      janitorUrl: url("janitor"),
      stop: async () => {
        await postmaster.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function password(): string {
  return randomBytes(24).toString("base64url");
}
