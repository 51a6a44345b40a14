import { closeSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Installation } from "./installation.ts";

/** A failure caused while clients are writing. */
export type Fault = {
  name: string;
  /** Whether the fault requires a small disk. */
  needsSmallDisk?: boolean;
  /** Causes the failure, and ends it unless a restart of the server would end it. */
  cause: (installation: Installation, random: () => number) => Promise<void>;
};

const KILLED = "SIGKILL";

/** Sends a signal to processes, ignoring those that have already exited. */
function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

async function pause(pids: number[], milliseconds: number): Promise<void> {
  signal(pids, "SIGSTOP");
  await sleep(milliseconds);
  signal(pids, "SIGCONT");
}

/** Fills the disk, waits until the server has noticed, and frees the space again. */
async function fillDisk({ directory, readyStatus }: Installation): Promise<void> {
  const filler = path.join(directory, "filler");
  const file = openSync(filler, "w");
  try {
    const { bavail, bsize } = statfsSync(directory);
    const block = Buffer.alloc(64 * 1024);
    for (let left = bavail * bsize; left >= block.length; left -= block.length) writeSync(file, block);
    const deadline = performance.now() + 30_000;
    while ((await readyStatus()) === 200) {
      if (performance.now() > deadline) throw new Error("A full disk did not make /readyz answer 503.");
      await sleep(100);
    }
  } finally {
    closeSync(file);
    rmSync(filler);
  }
}

/** All kinds of failures. Each round causes one of them. */
export const FAULTS: readonly Fault[] = [
  { name: "kill -9 of the server", cause: async ({ serverPid }) => signal([serverPid()], KILLED) },
  {
    name: "kill -9 of PostgreSQL",
    cause: async ({ postgresPids }) => signal(postgresPids().slice(0, 1), KILLED),
  },
  {
    name: "kill -9 of one connection's process",
    cause: async ({ postgresPids }, random) => {
      const [, ...children] = postgresPids();
      signal(children.slice(Math.floor(random() * children.length)).slice(0, 1), KILLED);
    },
  },
  {
    name: "kill -9 of both",
    cause: async ({ serverPid, postgresPids }) => signal([serverPid(), ...postgresPids()], KILLED),
  },
  {
    name: "SIGSTOP of the server",
    cause: ({ serverPid }, random) => pause([serverPid()], 1_000 + random() * 2_000),
  },
  {
    name: "SIGSTOP of PostgreSQL",
    cause: ({ postgresPids }, random) => pause(postgresPids(), 1_000 + random() * 7_000),
  },
  {
    name: "cut replies",
    cause: async ({ proxy }, random) => {
      proxy.cut(0.1 + random() * 0.6);
      await sleep(2_000);
      proxy.cut(0);
    },
  },
  { name: "full disk", needsSmallDisk: true, cause: fillDisk },
];
