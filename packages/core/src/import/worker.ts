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
 * @param everyMs how often to look for work, in milliseconds
 */
export function startImportWorker(runtime: Runtime, everyMs = 1_000): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const running = new Map<string, Promise<void>>();
  let rounds = 0;
  let round: Promise<void> = Promise.resolve();

  const look = async () => {
    if (stopping.signal.aborted || running.size >= AT_ONCE) return;
    for (const ref of await findDueImports(runtime, AT_ONCE)) {
      if (running.size >= AT_ONCE || running.has(ref.id)) continue;
      const work = runImport(runtime, ref, stopping.signal)
        .catch(complain)
        .finally(() => running.delete(ref.id));
      running.set(ref.id, work);
    }
    if (rounds++ % CLEAN_EVERY === 0) await dropStalePreviews(runtime);
  };
  const complain = (error: unknown) => runtime.log.error({ err: error }, "import worker failed");
  const timer = setInterval(() => {
    round = round.then(look).catch(complain);
  }, everyMs);
  timer.unref();

  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await round;
      await Promise.all(running.values());
    },
  };
}

/** Forgets files that were looked at and not imported. */
export async function dropStalePreviews({ db, clock }: Runtime): Promise<void> {
  const before = new Date(clock().getTime() - PREVIEW_MS);
  await db.importJob.deleteMany({ where: { status: "previewed", createdAt: { lt: before } } });
}
