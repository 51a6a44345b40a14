/**
 * Measures the CPU time of `work` in milliseconds: the user and system time of all threads of this process. Unlike
 * elapsed time, it does not depend on the load of the machine.
 */
export async function cpuTimeOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
