import { setTimeout as pause } from "node:timers/promises";
import type { Runtime } from "../runtime.ts";
import { findDueImports } from "./lease.ts";
import { runImport } from "./run-import.ts";

/** Imports that one process works on at the same time: each of their commands holds a connection of the pool. */
const AT_ONCE = 2;
const PREVIEW_MS = 24 * 60 * 60_000;
/** Rounds between two looks for stale previews. */
const CLEAN_EVERY = 600;

/**
 * Works on the imports that wait, until it is stopped; several processes may do so. The table is the queue: an import is
 * a row that is there anyway, with its progress, so a second queue could only disagree with it.
 *
 * @param everyMs pause between two looks for work, in milliseconds
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
      // The pause ends early, with an error, when the worker is stopped.
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

/** Forgets files that were looked at and not imported. */
export async function dropStalePreviews({ db, clock }: Runtime): Promise<void> {
  const before = new Date(clock().getTime() - PREVIEW_MS);
  await db.importJob.deleteMany({ where: { status: "previewed", createdAt: { lt: before } } });
}
