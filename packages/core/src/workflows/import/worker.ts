import { setTimeout as pause } from "node:timers/promises";
import type { Runtime } from "../../runtime/runtime.ts";
import { findDueImports } from "./lease.ts";
import { runImport } from "./run-import.ts";

/**
 * Maximum number of imports that a process runs concurrently. Each import uses one pool connection for its commands.
 */
const MAX_CONCURRENT_IMPORTS = 2;
const PREVIEW_MS = 24 * 60 * 60_000;
/** Number of polling rounds between deletions of stale previews. */
const CLEAN_EVERY = 600;

/**
 * Processes waiting imports until it is stopped. Several processes can run a worker. The `import_job` table serves as
 * the queue: every import already has a row with its progress, and a separate queue could get out of sync.
 *
 * @param everyMs pause between two polls, in milliseconds
 */
export function startImportWorker(runtime: Runtime, everyMs = 1_000): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const running = new Map<string, Promise<void>>();
  const logError = (error: unknown) => runtime.log.error({ err: error }, "import worker failed");

  const poll = async () => {
    if (running.size >= MAX_CONCURRENT_IMPORTS) return;
    for (const ref of await findDueImports(runtime, MAX_CONCURRENT_IMPORTS)) {
      if (signal.aborted || running.size >= MAX_CONCURRENT_IMPORTS || running.has(ref.id)) continue;
      const work = runImport(runtime, ref, signal)
        .catch(logError)
        .finally(() => running.delete(ref.id));
      running.set(ref.id, work);
    }
  };
  const loop = async () => {
    for (let round = 0; !signal.aborted; round += 1) {
      await poll().catch(logError);
      if (round % CLEAN_EVERY === 0) await deleteStalePreviews(runtime).catch(logError);
      // The pause rejects early if the worker is stopped.
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

/** Deletes previews more than a day old whose import was never started. */
export async function deleteStalePreviews({ db, clock }: Runtime): Promise<void> {
  const before = new Date(clock().getTime() - PREVIEW_MS);
  await db.importJob.deleteMany({ where: { status: "previewed", createdAt: { lt: before } } });
}
