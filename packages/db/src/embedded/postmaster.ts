import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OperatorError } from "../operator-error.ts";
import type { Binaries } from "./binaries.ts";
import { findPostmaster, readPostmasterPid } from "./postmaster-pid.ts";
import type { RunAs } from "./run-as.ts";

export interface PostmasterPlan {
  binaries: Binaries;
  user: RunAs | undefined;
  clusterDirectory: string;
  socketDirectory: string;
  logFile: string;
  /** Additional server settings, e.g. `{ fsync: "off" }`. */
  settings?: Record<string, string>;
  /** Called once if the server exits without a call to `stop`. */
  onDeath?: (how: string) => void;
}

/** A running PostgreSQL server that this process started. */
export interface Postmaster {
  pid: number;
  /**
   * Performs a fast shutdown, which cancels running statements and writes a checkpoint. If that takes more than 20
   * seconds, performs an immediate shutdown.
   */
  stop: () => Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/**
 * Starts PostgreSQL on an existing cluster, on a Unix socket only, and waits until it accepts connections. It runs in a
 * separate process group, so that Ctrl-C in the terminal signals only this process and not PostgreSQL.
 */
export async function startPostmaster(plan: PostmasterPlan): Promise<Postmaster> {
  findPostmaster(plan.clusterDirectory);
  const child = spawnPostgres(plan);
  let stopping = false;
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });

  const endedEarly = await Promise.race([ended, untilReady(plan.clusterDirectory, child)]);
  if (endedEarly !== undefined) {
    child.kill("SIGQUIT");
    throw new OperatorError(
      "postgres_not_started",
      `PostgreSQL did not start (${endedEarly}). ${logTail(plan.logFile)}`,
    );
  }

  // Stops the server when this process exits. Only kill -9 leaves it running. The next start stops such an orphan.
  const stopWithUs = (): void => void child.kill("SIGINT");
  process.once("exit", stopWithUs);
  void ended.then((how) => {
    process.off("exit", stopWithUs);
    if (!stopping) plan.onDeath?.(how);
  });

  return {
    pid: child.pid ?? 0,
    stop: async () => {
      stopping = true;
      child.kill("SIGINT");
      const late = Symbol("late");
      if ((await Promise.race([ended, sleep(20_000, late, { ref: false })])) !== late) return;
      child.kill("SIGQUIT");
      await ended;
    },
  };
}

function spawnPostgres(plan: PostmasterPlan): ChildProcess {
  const settings = {
    listen_addresses: "",
    port: "5432",
    unix_socket_directories: plan.socketDirectory,
    unix_socket_permissions: "0700",
    log_checkpoints: "off",
    ...plan.settings,
  };
  const log = openSync(plan.logFile, "a", 0o600);
  try {
    return spawn(
      path.join(plan.binaries.home, "bin/postgres"),
      ["-D", plan.clusterDirectory, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
      {
        cwd: "/",
        env: { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
        stdio: ["ignore", log, log],
        detached: true,
        ...(plan.user && { uid: plan.user.uid, gid: plan.user.gid }),
      },
    );
  } finally {
    closeSync(log);
  }
}

async function untilReady(clusterDirectory: string, child: ChildProcess): Promise<string | undefined> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const found = readPostmasterPid(clusterDirectory);
    if (found?.pid === child.pid && found?.ready) return undefined;
    await sleep(15);
  }
  return `not ready after ${START_TIMEOUT_MS / 1000} seconds`;
}

/** Returns the last lines of the server's log, which contain the reason why it exited. */
function logTail(file: string): string {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n").slice(-4);
  return `Its log (${file}) ends with: ${lines.join(" | ")}`;
}
