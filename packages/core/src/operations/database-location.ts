import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { checkServer } from "@docket/db/check-server";
import { CLUSTER, UPGRADED_CLUSTER } from "@docket/db/embedded/cluster-location";
import type { EmbeddedUrls } from "@docket/db/embedded/connection-url";
import { findEmbedded, startEmbedded } from "@docket/db/embedded/start";
import { ConfigError } from "../runtime/config.ts";
import type { Config } from "../runtime/config.ts";

/**
 * The location of a database: the connection string for each role, a human-readable description, and a function that
 * stops the server if it was started to open this database.
 */
export type DatabaseLocation = {
  readonly description: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly janitorUrl: string;
  stop(): Promise<void>;
};

/**
 * Opens the configured database. If none is configured, starts the embedded one, which is created on the first start.
 */
export async function openDatabase(config: Config, onStep: (words: string) => void): Promise<DatabaseLocation> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = config;
  if (databaseUrl === null) {
    const embedded = await startEmbedded({ dataDirectory, log: onStep });
    return { ...embedded, description: describeLocation(path.resolve(dataDirectory), embedded.clusterDirectory) };
  }
  const ownerUrl = databaseOwnerUrl ?? databaseUrl;
  await checkServer(ownerUrl);
  if (ownerUrl !== databaseUrl) await checkServer(databaseUrl, { pooler: config.databasePooler });
  const { host, pathname } = new URL(databaseUrl);
  return {
    description: `PostgreSQL at ${host === "" ? "a local socket" : host}, database ${pathname.slice(1)}`,
    appUrl: databaseUrl,
    ownerUrl,
    janitorUrl: ownerUrl,
    stop: () => Promise.resolve(),
  };
}

/**
 * Opens the database of an existing installation, for a command run on the server's machine. If the embedded database
 * is not running, it is started for the duration of the command.
 *
 * @throws ConfigError if there is no installation
 */
export async function attachDatabase(config: Config, onStep: (words: string) => void): Promise<DatabaseLocation> {
  const { databaseUrl, dataDirectory } = config;
  if (databaseUrl !== null) return openDatabase(config, onStep);
  const words = path.resolve(dataDirectory);
  requireInstallation(words);
  const running: EmbeddedUrls | undefined = await findEmbedded(dataDirectory);
  if (running === undefined) return openDatabase(config, onStep);
  return { ...running, description: words, stop: () => Promise.resolve() };
}

/**
 * Checks that a data directory, given as an absolute path, contains an embedded database.
 *
 * @throws ConfigError if it does not
 */
export function requireInstallation(dataDirectory: string): void {
  if ([CLUSTER, UPGRADED_CLUSTER].some((name) => existsSync(path.join(dataDirectory, name)))) return;
  throw new ConfigError(
    `There is no Docket in ${dataDirectory}. Run this in the directory of the server, or set DOCKET_DATA.`,
  );
}

/**
 * Returns a human-readable description of the location. When Docket runs as root, the cluster may be outside the data
 * directory. Anyone who copies the data needs to know that.
 */
function describeLocation(home: string, clusterDirectory: string): string {
  const isInside = clusterDirectory === path.join(realpathSync(home), "postgres");
  return isInside ? home : `${home}, its database in ${clusterDirectory}`;
}

/** Returns the database role in a connection string. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
