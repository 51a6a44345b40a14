import { chownSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { canReach, type RunAs } from "./run-as.ts";

/**
 * Maximum length of a socket's path. sockaddr_un has 108 bytes on Linux and 104 elsewhere, including the terminating
 * NUL.
 */
const MAX_SOCKET_PATH = 103;

/**
 * Creates a private directory (0700) for the Unix socket. The user that runs PostgreSQL can access it. Its name is
 * unpredictable and short enough for a socket path.
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
