import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { checkServer } from "@docket/db/check-server";
import { CLUSTER, UPGRADED_CLUSTER } from "@docket/db/embedded/cluster-location";
import { findEmbedded, startEmbedded } from "@docket/db/embedded/start";
import type { EmbeddedUrls } from "@docket/db/embedded/start";
import { ConfigError } from "./config.ts";
import type { Config } from "./config.ts";

/** Where the data lives: connections of the roles, what was started for them, and what it is called. */
export type DatabaseLocation = {
  readonly words: string;
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly janitorUrl: string;
  stop(): Promise<void>;
};

/** Opens the database that the settings name, starting the embedded one, and making it on the first start. */
export async function openDatabase(config: Config, onStep: (words: string) => void): Promise<DatabaseLocation> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = config;
  if (databaseUrl === null) {
    const embedded = await startEmbedded({ dataDirectory, log: onStep });
    return { ...embedded, words: wordsOf(path.resolve(dataDirectory), embedded.clusterDirectory) };
  }
  const ownerUrl = databaseOwnerUrl ?? databaseUrl;
  await checkServer(ownerUrl);
  if (ownerUrl !== databaseUrl) await checkServer(databaseUrl, { pooler: config.databasePooler });
  const { host, pathname } = new URL(databaseUrl);
  return {
    words: `PostgreSQL at ${host === "" ? "a local socket" : host}, database ${pathname.slice(1)}`,
    appUrl: databaseUrl,
    ownerUrl,
    janitorUrl: ownerUrl,
    stop: () => Promise.resolve(),
  };
}

/**
 * Opens the database of an installation that is there already, for a command on the server's machine: the embedded one
 * through the server that runs it, or, when none does, by starting it for as long as the command lasts.
 *
 * @throws ConfigError when there is no installation
 */
export async function attachDatabase(config: Config, onStep: (words: string) => void): Promise<DatabaseLocation> {
  const { databaseUrl, dataDirectory } = config;
  if (databaseUrl !== null) return openDatabase(config, onStep);
  const words = path.resolve(dataDirectory);
  requireInstallation(words);
  const running: EmbeddedUrls | undefined = await findEmbedded(dataDirectory);
  if (running === undefined) return openDatabase(config, onStep);
  return { ...running, words, stop: () => Promise.resolve() };
}

/** @throws ConfigError when there is no embedded database in a data directory, given as an absolute path */
export function requireInstallation(dataDirectory: string): void {
  if ([CLUSTER, UPGRADED_CLUSTER].some((name) => existsSync(path.join(dataDirectory, name)))) return;
  throw new ConfigError(
    `There is no Docket in ${dataDirectory}. Run this in the directory of the server, or set DOCKET_DATA.`,
  );
}

/** Under root the database may have to lie elsewhere; whoever makes copies of the data must know. */
function wordsOf(home: string, clusterDirectory: string): string {
  const isInside = clusterDirectory === path.join(realpathSync(home), "postgres");
  return isInside ? home : `${home}, its database in ${clusterDirectory}`;
}

/** The role that a connection string signs in as. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
