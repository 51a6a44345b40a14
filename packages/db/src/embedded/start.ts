import { rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { stopOrphan } from "./adopt-orphan.ts";
import { type Binaries, npmBinaries } from "./binaries.ts";
import { locateCluster } from "./cluster-location.ts";
import { type ClusterPlan, createCluster, databaseName, roles, setPasswords } from "./cluster.ts";
import type { EmbeddedUrls } from "./connection-url.ts";
import { socketUrl } from "./connection-url.ts";
import { openDataDirectory, postgresLog } from "./data-directory.ts";
import { lockDataDirectory, lockHolder } from "./lock.ts";
import { readPostmasterPid } from "./postmaster-pid.ts";
import { reachableBinaries } from "./reachable-binaries.ts";
import { ensureRolePasswords, readRolePasswords, type RolePasswords } from "./role-password.ts";
import { recordLink } from "./shared-directory.ts";
import { canAllSignIn } from "./sign-in.ts";
import { makeSocketDirectory } from "./socket-directory.ts";
import { supervisePostmaster } from "./supervise.ts";

export interface Embedded extends EmbeddedUrls {
  /** Real path of the cluster. Only under root can it be outside the data directory; see `locateCluster`. */
  clusterDirectory: string;
  /** Whether this start created the cluster. */
  isNew: boolean;
  /** Stops the server with a fast shutdown, then unlocks the data directory. */
  stop: () => Promise<void>;
}

export interface EmbeddedOptions {
  /** Directory for all data of the installation. Created if missing. */
  dataDirectory: string;
  /** Called with messages about slow steps and restarts of PostgreSQL. */
  log?: (line: string) => void;
  /** Additional server settings. */
  settings?: Record<string, string>;
}

/**
 * Starts the embedded PostgreSQL for a data directory. The first start creates the cluster with Unix sockets only,
 * SCRAM, checksums, UTF-8 and three roles without superuser rights. If that fails, no partial cluster remains. If the
 * server dies, it is restarted. A server orphaned by a killed process is stopped first.
 *
 * @throws OperatorError `data_directory_in_use`, `data_directory_unwritable`, `data_directory_version`,
 * `postgres_unavailable`, `postgres_not_started`, `secret_exposed`
 */
export async function startEmbedded({ dataDirectory, log = () => {}, settings }: EmbeddedOptions): Promise<Embedded> {
  const installed = npmBinaries();
  const home = openDataDirectory(dataDirectory);
  const unlock = lockDataDirectory(home);
  try {
    const server = await startCluster(home, { installed, log, ...(settings && { settings }) });
    return {
      ...server,
      stop: async () => {
        await server.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Starts a cluster in a data directory, creating it if necessary. This process must hold the lock.
 *
 * @param home absolute path of the data directory
 * @param options the programs to run the cluster with, and its name in the data directory unless it is the current
 * cluster
 */
export async function startCluster(
  home: string,
  options: Pick<EmbeddedOptions, "settings"> & { installed: Binaries; name?: string; log: (line: string) => void },
): Promise<Embedded> {
  const { installed, name, log, settings } = options;
  const cluster = locateCluster(home, installed.major, name);
  const binaries = reachableBinaries(installed, cluster.user);
  const { passwords, areNew } = await ensureRolePasswords(home);
  const plan = { binaries, user: cluster.user, directory: cluster.directory, passwords };
  if (cluster.exists) {
    await stopOrphan(cluster.directory);
    if (areNew) await setPasswords(plan);
  } else {
    log("Creating the database …");
    await createNamed(plan, cluster.link);
  }

  const socketDirectory = makeSocketDirectory(cluster.user);
  const removeSocket = (): void => rmSync(socketDirectory, { recursive: true, force: true });
  const launch = () =>
    supervisePostmaster(
      {
        binaries,
        user: cluster.user,
        clusterDirectory: cluster.directory,
        socketDirectory,
        logFile: postgresLog(home),
        ...(settings && { settings }),
      },
      log,
    );
  let server: Awaited<ReturnType<typeof launch>> | undefined;
  try {
    server = await launch();
    if (cluster.exists && !(await canAllSignIn(urls(socketDirectory, passwords)))) {
      log("The passwords in secrets/ differ from those of this database. Updating the database …");
      await server.stop();
      await setPasswords(plan);
      server = await launch();
    }
    const running = server;
    return {
      ...urls(socketDirectory, passwords),
      clusterDirectory: cluster.directory,
      isNew: !cluster.exists,
      stop: async () => {
        await running.stop();
        removeSocket();
      },
    };
  } catch (error) {
    await server?.stop();
    removeSocket();
    throw error;
  }
}

/**
 * Returns connection strings for the embedded PostgreSQL that another process runs on this data directory, for commands
 * on the same machine. Returns undefined if it is not running.
 */
export async function findEmbedded(dataDirectory: string): Promise<EmbeddedUrls | undefined> {
  const home = path.resolve(dataDirectory);
  if (!lockHolder(home)) return undefined;
  const running = readPostmasterPid(path.join(home, "postgres"));
  if (!running?.socketDirectory) return undefined;
  return urls(running.socketDirectory, await readRolePasswords(home));
}

async function createNamed(plan: ClusterPlan, link: string | undefined): Promise<void> {
  if (!link) return createCluster(plan);
  try {
    await createCluster(plan);
    symlinkSync(plan.directory, link);
    recordLink(plan.directory, link);
  } catch (error) {
    rmSync(path.dirname(plan.directory), { recursive: true, force: true });
    throw error;
  }
}

function urls(socketDirectory: string, passwords: RolePasswords): EmbeddedUrls {
  const url = (role: keyof typeof roles): string =>
    socketUrl(socketDirectory, roles[role], passwords[role], databaseName);
  return { ownerUrl: url("owner"), appUrl: url("app"), janitorUrl: url("janitor") };
}
