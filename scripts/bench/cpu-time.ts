import { readdirSync, readFileSync } from "node:fs";

/** Linux reports hundredths of a second, regardless of the kernel's tick rate (proc(5), sysconf(_SC_CLK_TCK)). */
const MS_PER_TICK = 10;

/**
 * Returns the user and system CPU time, in milliseconds, that a process has used so far. Returns NaN on systems without
 * /proc.
 *
 * @param withChildren whether to include its running and exited child processes, as needed for PostgreSQL
 */
export function cpuTimeOf(pid: number, withChildren: boolean): number {
  const own = statOf(pid);
  if (own === null) return Number.NaN;
  if (!withChildren) return own.used * MS_PER_TICK;
  const living = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  return living.reduce((sum, stat) => sum + (stat?.used ?? 0), own.used + own.usedByEnded) * MS_PER_TICK;
}

/**
 * Returns the CPU time of a process's main thread in milliseconds, with nanosecond resolution. Returns NaN on systems
 * without /proc.
 */
export function fineCpuTimeOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}

function statOf(pid: number): { parent: number; used: number; usedByEnded: number } | null {
  try {
    // proc(5): "pid (comm) state ppid …". comm can contain spaces and parentheses. Fields 14 to 17 are utime, stime,
    // cutime and cstime.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = rest.slice(11, 15).map(Number);
    return { parent: Number(rest[1]), used: user + system, usedByEnded: endedUser + endedSystem };
  } catch {
    return null;
  }
}
