import { existsSync, readFileSync, writeFileSync } from "node:fs";

/**
 * Returns the processor time in milliseconds that the main thread of a process has used, which does not grow with what else
 * the machine does (Linux, `schedstat`); not a number where the system does not tell.
 */
export function mainThreadTime(pid: number): number {
  const file = `/proc/${pid}/task/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, "utf8").split(" ", 1)[0]) / 1_000_000 : Number.NaN;
}

/**
 * Returns the most bytes that a process had in memory (Linux); not a number where the system does not tell.
 *
 * @param isReset starts a new measurement with what it has now
 */
export function residentPeak(pid: number, isReset: boolean): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return Number.NaN;
  if (isReset) writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8")) ?? [];
  return Number(kilobytes) * 1_024;
}
