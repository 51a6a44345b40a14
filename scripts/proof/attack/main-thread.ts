import { existsSync, readFileSync, writeFileSync } from "node:fs";

/**
 * Returns the CPU time used by the main thread of a process, in milliseconds. It does not depend on other load on the
 * machine. Returns NaN on systems without Linux's `schedstat`.
 */
export function mainThreadTime(pid: number): number {
  const file = `/proc/${pid}/task/${pid}/schedstat`;
  return existsSync(file) ? Number(readFileSync(file, "utf8").split(" ", 1)[0]) / 1_000_000 : Number.NaN;
}

/**
 * Returns the peak resident memory of a process in bytes. Returns NaN on systems without Linux's /proc.
 *
 * @param isReset whether to start a new measurement first
 */
export function residentPeak(pid: number, isReset: boolean): number {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return Number.NaN;
  if (isReset) writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8")) ?? [];
  return Number(kilobytes) * 1_024;
}
