import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";

/**
 * Run `work` while the file `path` says that this process does; waits for another living process that is at it.
 * @param {string} path
 * @param {() => Promise<void>} work
 */
export async function alone(path, work) {
  for (let hasTold = false; !take(path); await setTimeout(500)) {
    if (!hasTold) console.log("Waiting for another command that prepares this checkout …");
    hasTold = true;
  }
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  await work();
  process.off("exit", release);
  release();
}

/** Whether the lock is ours now. One whose process is gone is removed, for the next try to take. */
function take(path) {
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
    // Just created by the other process, and not yet written.
    if (pid === 0) return true;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
