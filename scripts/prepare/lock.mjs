import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/**
 * Runs `work` while this process holds the lock file `path`. Waits while another running process holds it.
 * @param {string} path
 * @param {() => Promise<void>} work
 */
export async function withLock(path, work) {
  for (let hasPrinted = false; !tryAcquire(path); await setTimeout(500)) {
    if (!hasPrinted) console.log("Waiting for another command that prepares this checkout …");
    hasPrinted = true;
  }
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  await work();
  process.off("exit", release);
  release();
}

/**
 * Tries to acquire the lock and returns whether this process now holds it. Removes the stale lock of a process that has
 * exited.
 */
function tryAcquire(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  if (!isAlive(path)) rmSync(path, { force: true });
  return false;
}

function isAlive(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    // The other process has created the file but has not written to it yet.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
