import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { OperatorError } from "../operator-error.ts";
import { processState } from "./postmaster-pid.ts";

const HEARTBEAT_MS = 5_000;
/** A lock held on another machine or in another container is stale after this time without a heartbeat. */
const SILENCE_MS = 3 * HEARTBEAT_MS;

interface Holder {
  pid: number;
  /** Start time of the process, which distinguishes it from a later process with the same PID. */
  startedAt: string;
  host: string;
}

/**
 * Locks a data directory for this process and returns a function that unlocks it. The lock of a killed process is
 * ignored. A process in another container on the same volume is not visible; its lock is valid as long as it keeps
 * touching the file.
 *
 * @throws OperatorError `data_directory_in_use` while another process holds the lock
 */
export function lockDataDirectory(dataDirectory: string): () => void {
  const file = lockFile(dataDirectory);
  const content = JSON.stringify(self());
  while (!tryLink(file, content)) {
    const holder = lockHolder(dataDirectory);
    if (holder) {
      throw new OperatorError(
        "data_directory_in_use",
        `Docket is already running on ${dataDirectory} (process ${holder.pid} on ${holder.host}). ` +
          "Stop it first, or set DOCKET_DATA to another directory.",
      );
    }
    removeStale(file);
  }

  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  heartbeat.unref();
  return () => {
    clearInterval(heartbeat);
    if (read(file) === content) rmSync(file, { force: true });
  };
}

/** Returns the live process that holds the lock on a data directory, or undefined. */
export function lockHolder(dataDirectory: string): Holder | undefined {
  const file = lockFile(dataDirectory);
  const holder = parse(read(file));
  return holder && isAlive(holder, file) ? holder : undefined;
}

function lockFile(dataDirectory: string): string {
  return path.join(dataDirectory, "docket.lock");
}

function self(): Holder {
  return { pid: process.pid, startedAt: processState(process.pid).startedAt, host: os.hostname() };
}

/** Atomically creates the file with its content, so that a partial file is never read. */
function tryLink(file: string, content: string): boolean {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, content, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a stale lock file. If another process has replaced the file in the meantime, puts the new one back. */
function removeStale(file: string): void {
  const stale = read(file);
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    renameSync(file, aside);
    if (read(aside) !== stale) linkSync(aside, file);
  } catch {
    // Another process was faster. The caller's next attempt sees that process's lock.
  } finally {
    rmSync(aside, { force: true });
  }
}

function isAlive(holder: Holder, file: string): boolean {
  if (holder.host === os.hostname()) {
    const { state, startedAt } = processState(holder.pid);
    return state !== "" && state !== "Z" && state !== "X" && startedAt === holder.startedAt;
  }
  // The holder could have released the lock in the meantime.
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs < SILENCE_MS;
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The file was removed manually. The lock is lost, but the server keeps running.
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function parse(content: string): Holder | undefined {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return undefined;
  }
}
