import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Parent directory of clusters whose data directory PostgreSQL's user can't enter. Each cluster is in a subdirectory
 * with a random name.
 */
const SHARED_DIRECTORY = "/var/lib/docket";

/** A file next to such a cluster. It contains the path of the link in the cluster's data directory. */
const LINK_RECORD = "data-directory";

/** Creates a directory for a new cluster and returns the path of the cluster, which does not exist yet. */
export function makeSharedDirectory(): string {
  const home = path.join(SHARED_DIRECTORY, randomBytes(6).toString("hex"));
  mkdirSync(home, { recursive: true, mode: 0o711 });
  for (const directory of [SHARED_DIRECTORY, home]) chmodSync(directory, 0o711);
  return path.join(home, "postgres");
}

/**
 * Writes the path of the link to a cluster in the shared directory into a file next to the cluster, so that a stray
 * cluster can be found later.
 */
export function recordLink(clusterDirectory: string, link: string): void {
  const home = path.dirname(clusterDirectory);
  if (path.dirname(home) === SHARED_DIRECTORY)
    writeFileSync(path.join(home, LINK_RECORD), `${link}\n`, { mode: 0o600 });
}

/**
 * Finds stray clusters: those in the shared directory that no data directory links to.
 *
 * @returns a sentence for each; empty if this user is not root, because only root creates such clusters
 */
export function findStrayClusters(sharedHome = SHARED_DIRECTORY): string[] {
  if (process.getuid?.() !== 0 || !existsSync(sharedHome)) return [];
  const names = readdirSync(sharedHome).filter((name) => /^[0-9a-f]{12}$/.test(name));
  return names.flatMap((name) => strayClusterIn(path.join(sharedHome, name)) ?? []);
}

function strayClusterIn(home: string): string | null {
  const note = path.join(home, LINK_RECORD);
  // A running cluster can lack the file, which is then created at the next start.
  if (!existsSync(note))
    return existsSync(path.join(home, "postgres/postmaster.pid"))
      ? null
      : `${home} contains a database that was created by an earlier version and has not been started since.`;
  const link = readFileSync(note, "utf8").trim();
  if (existsSync(link) && realpathSync(link) === path.join(home, "postgres")) return null;
  return `${home} contains the database of ${path.dirname(link)}, which no longer points to it.`;
}
