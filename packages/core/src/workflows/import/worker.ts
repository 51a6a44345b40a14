import { setTimeout as pause } from "node:timers/promises";
import type { Runtime } from "../../runtime/runtime.ts";
import { findDueImports } from "./lease.ts";
import { runImport } from "./run-import.ts";

/**
 * Maximum number of imports that one process works on concurrently. The commands of each use a connection of the pool.
 */
const AT_ONCE = 2;
const PREVIEW_MS = 24 * 60 * 60_000;
/** Number of polling rounds between two deletions of stale previews. */
const CLEAN_EVERY = 600;

/**
 * Works on waiting imports until it is stopped. Several processes may do so. The table is the queue: an import has a
 * row with its progress in any case, and a second queue could only contradict it.
 *
 * @param everyMs pause between two polls, in milliseconds
 */
export function startImportWorker(runtime: Runtime, everyMs = 1_000): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Map<string, Promise<void>>();
  const complain = (error: unknown) => runtime.log.error({ err: error }, "import worker failed");

  const look = async () => {
    if (running.size >= AT_ONCE) return;
    for (const ref of await findDueImports(runtime, AT_ONCE)) {
      if (signal.aborted || running.size >= AT_ONCE || running.has(ref.id)) continue;
      const work = runImport(runtime, ref, signal)
        .catch(complain)
        .finally(() => running.delete(ref.id));
      running.set(ref.id, work);
    }
  };
  const loop = async () => {
    for (let round = 0; !signal.aborted; round += 1) {
      await look().catch(complain);
      if (round % CLEAN_EVERY === 0) await dropStalePreviews(runtime).catch(complain);
      // The pause rejects early when the worker is stopped.
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => null);
    }
  };
  const looping = loop();

  return {
    stop: async () => {
      stopping.abort();
      await looping;
      await Promise.all(running.values());
    },
  };
}

/** Deletes previews that were not started within a day. */
export async function dropStalePreviews({ db, clock }: Runtime): Promise<void> {
  const before = new Date(clock().getTime() - PREVIEW_MS);
  await db.importJob.deleteMany({ where: { status: "previewed", createdAt: { lt: before } } });
}
