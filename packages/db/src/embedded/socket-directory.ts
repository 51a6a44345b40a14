import { chownSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { canReach, type RunAs } from "./run-as.ts";

/** sockaddr_un holds 108 bytes on Linux and 104 elsewhere, with the closing NUL. */
const MAX_SOCKET_PATH = 103;

/**
 * Make a private directory (0700) for the Unix socket, with a name nobody can have taken before, short enough for a
 * socket path and reachable for the user that PostgreSQL runs as.
 */
export function makeSocketDirectory(user: RunAs | undefined): string {
  const base = [os.tmpdir(), "/tmp"].find(
    (directory) =>
      path.join(directory, "docket-XXXXXX/.s.PGSQL.5432").length <= MAX_SOCKET_PATH && canReach(directory, user),
  );
  const directory = mkdtempSync(path.join(base ?? "/tmp", "docket-"));
  if (user) chownSync(directory, user.uid, user.gid);
  return directory;
}
