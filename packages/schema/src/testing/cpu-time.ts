/**
 * Measures the processor time that some work takes, in milliseconds: all threads of this process, user and system. Unlike
 * a clock on the wall it stays the same while other programs keep the machine busy.
 */
export async function cpuTimeOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
