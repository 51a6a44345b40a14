import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { systemClock } from "./clock.ts";

/** Work that comes round again. */
export type ScheduledJob = {
  name: string;
  /** Pause between the end of one run and the start of the next, in milliseconds. */
  everyMs: number;
  /**
   * Must bear to run in several processes at once, and to be cut off anywhere. What takes long looks at the signal, which
   * says that everything is about to stop.
   */
  run: (stopping: AbortSignal) => Promise<unknown>;
};

/** How the runs of each job went, by its name: failures since the last success, and when that was, in milliseconds since 1970. */
export type JobRecord = Map<string, { failures: number; succeededAtMs: number | null }>;

/**
 * Runs jobs in this process, each by itself and one run at a time. What a run throws is logged, and the next one comes all the
 * same. The first runs are spread over their pause, so that a start is not slowed by all of them at once.
 *
 * @param record is kept up to date with how the runs went
 * @returns a function that lets running jobs end and starts no more
 */
export function startSchedule(jobs: ScheduledJob[], log: Logger, record: JobRecord = new Map()): () => Promise<void> {
  const stopping = new AbortController();
  // Every job waits on it at the same time.
  setMaxListeners(jobs.length, stopping.signal);
  const loops = jobs.map((job) => repeat(job, stopping.signal, log, record));
  return async () => {
    stopping.abort();
    await Promise.all(loops);
  };
}

async function repeat(
  { name, everyMs, run }: ScheduledJob,
  stopping: AbortSignal,
  log: Logger,
  record: JobRecord,
): Promise<void> {
  record.set(name, { failures: 0, succeededAtMs: null });
  await pause(Math.random() * everyMs, stopping);
  while (!stopping.aborted) {
    try {
      await run(stopping);
      record.set(name, { failures: 0, succeededAtMs: systemClock().getTime() });
    } catch (error) {
      log.error({ err: error, job: name }, "a job failed");
      const { failures = 0, succeededAtMs = null } = record.get(name) ?? {};
      record.set(name, { failures: failures + 1, succeededAtMs });
    }
    await pause(everyMs, stopping);
  }
}

/** Ends early, and quietly, when everything stops. */
async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: stopping, ref: false }).catch(() => undefined);
}
