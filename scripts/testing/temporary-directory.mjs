// Creates a directory for all temporary files of a test or benchmark run. The directory is removed no matter how the
// run ends.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A shell script that waits until its standard input is closed, which happens even if the parent process is killed with
 * SIGKILL. It then ends the remaining processes and removes the directory. The remaining processes are programs with
 * this TMPDIR in their environment, and databases, which are started without an environment.
 */
const guard = `
  read -r line
  signal_all() {
    for process in /proc/[0-9]*; do
      [ "$process" = "/proc/$$" ] && continue
      grep -qzxF "TMPDIR=$1" "$process/environ" 2>/dev/null && kill "-$2" "\${process#/proc/}" 2>/dev/null
    done
    for file in $(find "$1" -name postmaster.pid 2>/dev/null); do
      pid=$(head -n 1 "$file") && ps -o comm= -p "$pid" | grep -q postgres && kill "-$2" "$pid" 2>/dev/null
    done
  }
  signal_all "$1" INT
  for round in 1 2 3 4 5 6 7 8 9 10; do
    [ -z "$(find "$1" -name postmaster.pid 2>/dev/null)" ] && break
    sleep 0.2
  done
  signal_all "$1" KILL
  rm -rf "$1"
`;

const MEMORY = "/dev/shm";
/** Free space from which temporary files are kept in memory; a test run needs about a quarter of it. */
const MEMORY_BYTES = 8 * 2 ** 30;

/**
 * Returns the parent directory of temporary files. It is in memory if Linux has enough of it, because creating and
 * copying databases takes several times as long on a busy disk. TMPDIR takes precedence.
 */
function parentDirectory() {
  if (process.env.TMPDIR) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    const mount = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .find(([, directory]) => directory === MEMORY);
    // Docker doesn't allow programs there, but tests unpack some.
    const isExecutable = mount?.[3]?.split(",").includes("noexec") === false;
    return isExecutable && bavail * bsize >= MEMORY_BYTES ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/**
 * Vitest's first global setup. It puts all temporary files of a test run, including those of the workers, in one
 * directory.
 */
export const setup = () => enterTemporaryDirectory("test");

/**
 * Creates a directory and sets TMPDIR to it, for this process and all processes that it starts afterwards.
 *
 * @param {string} name part of the directory's name
 * @param {string} parent where to create it; for benchmarks, which must include the time of a disk, not in memory
 * @returns {() => Promise<void>} removes the directory, which also happens if the process exits without calling it
 */
export function enterTemporaryDirectory(name, parent = parentDirectory()) {
  const before = process.env.TMPDIR;
  const directory = mkdtempSync(join(parent, `docket-${name}-`));
  // PostgreSQL may run as a different user, which needs access to this directory.
  chmodSync(directory, 0o711);
  // The script runs in a new session and without the new TMPDIR, so that it does not end itself.
  const child = spawn("sh", ["-c", guard, "guard", directory], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.unref();
  process.env.TMPDIR = directory;
  return () =>
    new Promise((resolve) => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
      child.once("close", () => resolve());
      child.ref();
      child.stdin.end();
    });
}
