import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { OperatorError } from "../operator-error.ts";
import type { Binaries } from "./binaries.ts";
import { canReach, type RunAs } from "./run-as.ts";

/** Directories in which root can keep a copy of the programs. All users must be able to access them. */
const places = ["/var/cache", "/opt", "/usr/local/lib"];

/**
 * Returns binaries that `user` can run. These are the installed ones or, if the user can't enter one of their parent
 * directories (for example, /root), a copy in a system directory that only root can change. Each version is copied
 * once.
 */
export function reachableBinaries(installed: Binaries, user: RunAs | undefined): Binaries {
  if (canReach(path.join(installed.home, "bin/postgres"), user)) return installed;

  const place = places.find((directory) => existsSync(directory) && canReach(directory, user) && isPrivate(directory));
  if (!place) {
    throw new OperatorError(
      "postgres_not_started",
      `The user ${user?.name} cannot enter ${installed.home}. Put Docket into a directory that everyone can enter, such as /opt/docket, or run it as an ordinary user.`,
    );
  }
  const parent = path.join(place, "docket");
  const home = path.join(parent, `postgresql-${installed.version}`);
  if (!existsSync(home)) copy(installed.home, parent, home);
  return { ...installed, home };
}

/** Returns whether only root can write to the directory. */
function isPrivate(directory: string): boolean {
  const { uid, mode } = statSync(directory);
  return uid === 0 && (mode & 0o022) === 0;
}

function copy(source: string, parent: string, target: string): void {
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const draft = mkdtempSync(`${target}.new-`);
  try {
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another process may have copied the binaries in the meantime.
    if (!existsSync(target)) throw error;
  }
}
