import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import path from "node:path";
import { OperatorError } from "../operator-error.ts";
import { canReach, runAs, type RunAs } from "./run-as.ts";
import { makeSharedDirectory, recordLink } from "./shared-directory.ts";

/** The location of a cluster, and the user that runs it. */
export interface ClusterLocation {
  directory: string;
  user: RunAs | undefined;
  exists: boolean;
  /** Path of the symbolic link to create once the cluster exists. */
  link?: string;
}

/** Names of the clusters in a data directory: the current one, and the one that replaces it during an upgrade. */
export const CLUSTER = "postgres";
export const UPGRADED_CLUSTER = "postgres.upgraded";

/**
 * Returns the location of a data directory's cluster, normally its subdirectory `postgres`. Under root, PostgreSQL runs
 * as a different user. If that user can't enter a parent directory (for example, /root), the cluster is in
 * /var/lib/docket and `postgres` is a link to it. An existing cluster in an inaccessible directory is moved there.
 *
 * @param major version of PostgreSQL that will run the cluster
 * @param name name of the cluster in the data directory
 * @throws OperatorError `data_directory_version` for a cluster of another major version, or for a directory without one
 */
export function locateCluster(dataDirectory: string, major: string, name = CLUSTER): ClusterLocation {
  const entry = path.join(dataDirectory, name);
  if (name === CLUSTER) finishUpgrade(dataDirectory);
  removeDrafts(entry);
  if (!isEntry(entry)) return planCluster(dataDirectory, entry);

  if (!existsSync(path.join(entry, "PG_VERSION"))) {
    throw new OperatorError(
      "data_directory_version",
      `${entry} exists but contains no database. Restore it from a backup, or move it away to start with a new one.`,
    );
  }
  checkVersion(entry, major);
  const directory = realpathSync(entry);
  checkOwner(directory);
  const user = takeOwnership(directory);
  allowTraversal(dataDirectory, user);
  const reachable = canReach(directory, user) ? directory : relocate(directory, entry);
  recordLink(reachable, entry);
  return { directory: reachable, user, exists: true };
}

/**
 * Completes an upgrade that was interrupted between the two renames: the old cluster was moved away, but the new one
 * has not replaced it yet.
 */
export function finishUpgrade(dataDirectory: string): void {
  const [entry, upgraded] = [path.join(dataDirectory, CLUSTER), path.join(dataDirectory, UPGRADED_CLUSTER)];
  if (!isEntry(entry) && isEntry(upgraded)) renameSync(upgraded, entry);
}

/** Removes the cluster left by an unfinished upgrade. */
export function removeUnfinished(dataDirectory: string): void {
  const upgraded = path.join(dataDirectory, UPGRADED_CLUSTER);
  if (!isEntry(upgraded)) return;
  // Under root it can be in a separate directory (see `locateCluster`).
  if (existsSync(upgraded) && lstatSync(upgraded).isSymbolicLink())
    rmSync(path.dirname(realpathSync(upgraded)), { recursive: true, force: true });
  rmSync(upgraded, { recursive: true, force: true });
}

/** Returns the major version that created a data directory's cluster, or undefined if there is no cluster. */
export function clusterMajor(dataDirectory: string): string | undefined {
  const file = path.join(dataDirectory, CLUSTER, "PG_VERSION");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** Lets PostgreSQL's user traverse, but not list, a data directory owned by root. */
function allowTraversal(dataDirectory: string, user: RunAs | undefined): void {
  const { uid, mode } = statSync(dataDirectory);
  if (user && uid === 0 && !canReach(dataDirectory, user)) chmodSync(dataDirectory, (mode & 0o7777) | 0o011);
}

function planCluster(dataDirectory: string, entry: string): ClusterLocation {
  const user = runAs();
  allowTraversal(dataDirectory, user);
  if (canReach(dataDirectory, user))
    return { directory: path.join(realpathSync(dataDirectory), path.basename(entry)), user, exists: false };
  return { directory: makeSharedDirectory(), user, exists: false, link: entry };
}

function checkVersion(entry: string, major: string): void {
  const found = readFileSync(path.join(entry, "PG_VERSION"), "utf8").trim();
  if (found === major) return;
  const advice =
    Number(found) < Number(major)
      ? 'Run "npm run docket -- upgrade-database": it copies everything into a new database and keeps the old one.'
      : "Start the version of Docket that you used before.";
  throw new OperatorError(
    "data_directory_version",
    `The database in ${entry} was created by PostgreSQL ${found}, but this version of Docket comes with PostgreSQL ${major}. ${advice}`,
  );
}

function checkOwner(directory: string): void {
  const { uid } = statSync(directory);
  if (process.getuid?.() === 0 || process.getuid?.() === uid) return;
  throw new OperatorError(
    "data_directory_unwritable",
    `The database in ${directory} belongs to another user (number ${uid}). Start Docket as that user, or as root.`,
  );
}

/**
 * Returns the user that runs an existing cluster. If the cluster was copied by root, first changes its owner from root
 * to that user.
 */
function takeOwnership(directory: string): RunAs | undefined {
  const user = runAs(directory);
  if (user && statSync(directory).uid === 0) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, directory]);
  // PostgreSQL rejects a directory that others can read, and copying often changes the mode.
  chmodSync(directory, 0o700);
  return user;
}

function relocate(directory: string, entry: string): string {
  const target = makeSharedDirectory();
  // Unlike rename, `mv` also works across file systems.
  execFileSync("mv", [directory, target]);
  rmSync(entry, { force: true });
  symlinkSync(target, entry);
  return target;
}

/** Removes partial clusters, which a process leaves behind if it is killed while creating one. */
function removeDrafts(entry: string): void {
  const places = new Set([path.dirname(entry)]);
  if (isEntry(entry) && existsSync(entry)) places.add(path.dirname(realpathSync(entry)));
  for (const place of places) {
    const drafts = readdirSync(place).filter((name) => /^postgres.*\.new-/.test(name));
    for (const draft of drafts) rmSync(path.join(place, draft), { recursive: true, force: true });
  }
}

function isEntry(entry: string): boolean {
  return lstatSync(entry, { throwIfNoEntry: false }) !== undefined;
}
