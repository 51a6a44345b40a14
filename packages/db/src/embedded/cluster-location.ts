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
import { makeSharedDirectory, noteLink } from "./shared-directory.ts";

/** Where a cluster lies and who runs it. */
export interface ClusterLocation {
  directory: string;
  user: RunAs | undefined;
  exists: boolean;
  /** Where a link to it belongs, once it has been created. */
  link?: string;
}

/** What a cluster is called in its data directory: the one in use, and one that is to take its place. */
export const CLUSTER = "postgres";
export const UPGRADED_CLUSTER = "postgres.upgraded";

/**
 * Find, or decide, where the cluster of a data directory lies: in `postgres` there. Only when we are root and the user
 * that PostgreSQL must run as may not enter a directory above it (a clone in /root) it lies in /var/lib/docket, and
 * `postgres` is a link to it; a cluster that was moved into such a place is moved on.
 *
 * @param major version of PostgreSQL that shall run it; a cluster of another one is refused (`data_directory_version`)
 * @param name what it is called there
 */
export function locateCluster(dataDirectory: string, major: string, name = CLUSTER): ClusterLocation {
  const entry = path.join(dataDirectory, name);
  if (name === CLUSTER) finishUpgrade(dataDirectory);
  removeDrafts(entry);
  if (!isEntry(entry)) return planCluster(dataDirectory, entry);

  if (!existsSync(path.join(entry, "PG_VERSION"))) {
    throw new OperatorError(
      "data_directory_version",
      `${entry} is there but holds no database. Restore it from a backup, or move it away to begin anew.`,
    );
  }
  checkVersion(entry, major);
  const directory = realpathSync(entry);
  checkOwner(directory);
  const user = adopt(directory);
  letIn(dataDirectory, user);
  const reachable = canReach(directory, user) ? directory : relocate(directory, entry);
  noteLink(reachable, entry);
  return { directory: reachable, user, exists: true };
}

/** The old cluster goes out of the way before the new one, whole by then, takes its place; a cut between them is made good. */
export function finishUpgrade(dataDirectory: string): void {
  const [entry, upgraded] = [path.join(dataDirectory, CLUSTER), path.join(dataDirectory, UPGRADED_CLUSTER)];
  if (!isEntry(entry) && isEntry(upgraded)) renameSync(upgraded, entry);
}

/** Takes away a cluster that was to take another's place and was not finished. */
export function removeUnfinished(dataDirectory: string): void {
  const upgraded = path.join(dataDirectory, UPGRADED_CLUSTER);
  if (!isEntry(upgraded)) return;
  // Under root it may lie in a place of its own (see `locateCluster`).
  if (existsSync(upgraded) && lstatSync(upgraded).isSymbolicLink())
    rmSync(path.dirname(realpathSync(upgraded)), { recursive: true, force: true });
  rmSync(upgraded, { recursive: true, force: true });
}

/** The major version that made the cluster of a data directory; undefined when there is none. */
export function clusterMajor(dataDirectory: string): string | undefined {
  const file = path.join(dataDirectory, CLUSTER, "PG_VERSION");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** Lets PostgreSQL's user pass through a data directory that belongs to root, without letting it list what is there. */
function letIn(dataDirectory: string, user: RunAs | undefined): void {
  const { uid, mode } = statSync(dataDirectory);
  if (user && uid === 0 && !canReach(dataDirectory, user)) chmodSync(dataDirectory, (mode & 0o7777) | 0o011);
}

function planCluster(dataDirectory: string, entry: string): ClusterLocation {
  const user = runAs();
  letIn(dataDirectory, user);
  if (canReach(dataDirectory, user))
    return { directory: path.join(realpathSync(dataDirectory), path.basename(entry)), user, exists: false };
  return { directory: makeSharedDirectory(), user, exists: false, link: entry };
}

function checkVersion(entry: string, major: string): void {
  const found = readFileSync(path.join(entry, "PG_VERSION"), "utf8").trim();
  if (found === major) return;
  const advice =
    Number(found) < Number(major)
      ? 'Run "npm run docket -- upgrade-database": it moves everything into a new database and keeps the old one beside it.'
      : "Start the version of Docket that ran before.";
  throw new OperatorError(
    "data_directory_version",
    `The database in ${entry} was made by PostgreSQL ${found}, and this version of Docket brings PostgreSQL ${major}. ${advice}`,
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

/** The user who runs an existing cluster. One that root copied belongs to root, and is given to that user first. */
function adopt(directory: string): RunAs | undefined {
  const user = runAs(directory);
  if (user && statSync(directory).uid === 0) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, directory]);
  // PostgreSQL refuses a directory that others may read, which a copy easily becomes.
  chmodSync(directory, 0o700);
  return user;
}

function relocate(directory: string, entry: string): string {
  const target = makeSharedDirectory();
  // `mv` copies where a rename does not do, between file systems.
  execFileSync("mv", [directory, target]);
  rmSync(entry, { force: true });
  symlinkSync(target, entry);
  return target;
}

/** A start that was killed while it created a cluster leaves its draft behind. */
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
