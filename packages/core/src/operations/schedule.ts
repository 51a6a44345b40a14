import { setMaxListeners } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { systemClock } from "../runtime/clock.ts";

/** A job that runs repeatedly, with a pause after each run. */
export type ScheduledJob = {
  name: string;
  /** Pause between the end of one run and the start of the next, in milliseconds. */
  everyMs: number;
  /** Pause after a run that failed, if it is to be longer, in milliseconds. */
  afterFailureMs?: number;
  /**
   * Must tolerate running in several processes in parallel and being interrupted at any point. A long run should check
   * the signal, which is aborted when the process is about to stop.
   */
  run: (stopping: AbortSignal) => Promise<unknown>;
};

/**
 * Results of each job, keyed by name: the number of failures since its last success, and the time of that success as a
 * Unix timestamp in milliseconds.
 */
export type JobRecord = Map<string, { failures: number; succeededAtMs: number | null }>;

/**
 * Repeats jobs in this process. The jobs are independent of each other, and runs of the same job never overlap. If a
 * run fails, its error is logged and the job continues. Each job first waits for a random part of its pause, so that
 * the jobs don't all slow down start-up.
 *
 * @param record updated after every run
 * @returns a function that stops the schedule and waits for running jobs to end
 */
export function startSchedule(jobs: ScheduledJob[], log: Logger, record: JobRecord = new Map()): () => Promise<void> {
  const stopping = new AbortController();
  // All jobs listen to the same signal.
  setMaxListeners(jobs.length, stopping.signal);
  const loops = jobs.map((job) => repeat(job, stopping.signal, log, record));
  return async () => {
    stopping.abort();
    await Promise.all(loops);
  };
}

async function repeat(
  { name, everyMs, afterFailureMs = everyMs, run }: ScheduledJob,
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
    const isFailing = (record.get(name)?.failures ?? 0) > 0;
    await pause(isFailing ? afterFailureMs : everyMs, stopping);
  }
}

/** Waits for `ms` milliseconds. Resolves early, without an error, if the schedule is stopped. */
async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: stopping, ref: false }).catch(() => undefined);
}
