import { readFileSync, realpathSync, statSync } from "node:fs";
import path from "node:path";

/** The user that runs PostgreSQL, if it is not the current user. */
export interface RunAs {
  uid: number;
  gid: number;
  name: string;
}

const preferredUsers = ["docket", "postgres", "nobody"];

/**
 * Returns the user that must run PostgreSQL, or undefined for the current user. PostgreSQL refuses to run as root.
 * Under root, it therefore runs as the owner of the existing cluster or, if there is none, as the first existing user
 * of docket, postgres and nobody.
 *
 * @param clusterDirectory existing cluster, if any
 */
export function runAs(clusterDirectory?: string): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;

  const users = systemUsers();
  if (clusterDirectory) {
    const { uid, gid } = statSync(clusterDirectory);
    if (uid !== 0) return { uid, gid, name: users.find((user) => user.uid === uid)?.name ?? String(uid) };
  }
  const found = preferredUsers.map((name) => users.find((user) => user.name === name)).find((user) => user);
  if (!found) throw new Error("PostgreSQL may not run as root, and this system has no user docket, postgres or nobody");
  return found;
}

function systemUsers(): RunAs[] {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  return lines.flatMap((line) => {
    const [name, , uid, gid] = line.split(":");
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}

/** Returns whether `user` can enter `target` (which must exist) and all its parent directories. */
export function canReach(target: string, user: RunAs | undefined): boolean {
  if (!user) return true;
  let current = realpathSync(target);
  for (;;) {
    const { mode, uid, gid } = statSync(current);
    const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
    if (((mode >> shift) & 0o1) === 0) return false;
    const parent = path.dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}
