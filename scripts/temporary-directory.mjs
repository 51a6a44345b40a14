// Gives a run of tests or benchmarks a directory of its own for everything temporary, which is removed however the run ends.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Waits until the process that started it is gone, which closes its input even after `kill -9`, or asks it to go on. Then it ends what was left
 * running (programs with this TMPDIR in their environment, and databases, which get no environment) and removes the directory.
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

/**
 * Makes a directory and lets this process, and all that it starts from now on, keep their temporary files there.
 *
 * @param {string} name part of the directory's name
 * @returns {() => Promise<void>} removes the directory; when this process ends without calling it, that happens all the same
 */
export function enterTemporaryDirectory(name) {
  const before = process.env.TMPDIR;
  const directory = mkdtempSync(join(tmpdir(), `docket-${name}-`));
  // PostgreSQL may run as another user, who must get in.
  chmodSync(directory, 0o711);
  // In a session of its own, and without the TMPDIR by which it finds what is to end.
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
