import { rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OperatorError } from "../operator-error.ts";
import { findPostmaster, processState, readPostmasterPid } from "./postmaster-pid.ts";

/** Timeout of an orphan's fast shutdown, in milliseconds. After that, it is stopped with SIGQUIT. */
const SHUTDOWN_TIMEOUT_MS = 20_000;

/**
 * Prepares a cluster for a new server. No other Docket process may hold the cluster's lock. If a Docket process was
 * killed, the PostgreSQL server that it started may still be running. This function stops that server and removes its
 * private socket directory.
 */
export async function stopOrphan(clusterDirectory: string): Promise<void> {
  const stale = readPostmasterPid(clusterDirectory);
  const orphan = findPostmaster(clusterDirectory);
  if (orphan) await stopProcess(orphan.pid);
  if (stale?.socketDirectory) removeSocketDirectory(stale.socketDirectory, statSync(clusterDirectory).uid);
}

async function stopProcess(pid: number): Promise<void> {
  const { startedAt } = processState(pid);
  signal(pid, "SIGINT");
  const deadline = performance.now() + SHUTDOWN_TIMEOUT_MS;
  let isForced = false;
  while (isRunning(pid, startedAt)) {
    if (!isForced && performance.now() > deadline) {
      signal(pid, "SIGQUIT");
      isForced = true;
    }
    await sleep(20);
  }
}

function isRunning(pid: number, startedAt: string): boolean {
  const now = processState(pid);
  return now.startedAt === startedAt && now.state !== "" && now.state !== "Z" && now.state !== "X";
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ESRCH") return;
    throw new OperatorError(
      "data_directory_in_use",
      `A PostgreSQL server left over from an earlier run (process ${pid}) belongs to another user. Stop it, then start again.`,
      { cause },
    );
  }
}

/**
 * Removes a directory only if Docket created it: its name must match our pattern, its owner must be the cluster's
 * owner, and its mode must be 0700.
 */
function removeSocketDirectory(directory: string, uid: number): void {
  if (!/^docket-\w{6}$/.test(path.basename(directory))) return;
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found?.uid === uid && (found.mode & 0o077) === 0) rmSync(directory, { recursive: true, force: true });
}
