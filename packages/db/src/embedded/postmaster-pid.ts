import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/** The contents of `postmaster.pid` (miscadmin.h, "lock file contents"). */
export interface PostmasterPid {
  pid: number;
  socketDirectory: string | undefined;
  ready: boolean;
}

/**
 * Reads a cluster's `postmaster.pid`. Returns undefined if the file does not exist or PostgreSQL is currently writing
 * it.
 */
export function readPostmasterPid(clusterDirectory: string): PostmasterPid | undefined {
  const file = path.join(clusterDirectory, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, socketDirectory: lines[4]?.trim() || undefined, ready: lines[7]?.trim() === "ready" };
}

/**
 * Returns the postmaster that is running on this cluster. Removes a stale `postmaster.pid`, whose process is gone, is a
 * zombie, or is another program with a reused PID. In the last two cases, PostgreSQL would refuse to start. (PostgreSQL
 * also checks the directory's shared memory, so remaining backends still prevent a second server.)
 */
export function findPostmaster(clusterDirectory: string): PostmasterPid | undefined {
  const found = readPostmasterPid(clusterDirectory);
  if (!found) return undefined;
  if (isPostgres(found.pid)) return found;
  rmSync(path.join(clusterDirectory, "postmaster.pid"), { force: true });
  return undefined;
}

function isPostgres(pid: number): boolean {
  const { state, command } = processState(pid);
  return command.startsWith("postgres") && state !== "Z" && state !== "X";
}

/** Returns the state letter, program name and start time of a process. All are empty if the process does not exist. */
export function processState(pid: number): { state: string; command: string; startedAt: string } {
  const absent = { state: "", command: "", startedAt: "" };
  try {
    if (process.platform === "linux") {
      // proc(5): "pid (comm) state …". comm can contain spaces and parentheses. Field 22 is the start time.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const command = stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
      return { state: rest[0] ?? "", command, startedAt: rest[19] ?? "" };
    }
    const output = execFileSync("ps", ["-o", "state=,lstart=,comm=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const [, state = "", startedAt = "", command = ""] = /^(\S)\S*\s+(.{24})\s+(.*)$/.exec(output) ?? [];
    return { state, command: path.basename(command), startedAt };
  } catch {
    return absent;
  }
}
