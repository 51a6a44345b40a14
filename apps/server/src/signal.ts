/** npm passes a Ctrl-C on to a process that the terminal has told already: both together are one. */
const ECHO_MS = 500;

/**
 * Calls `stop` at the first SIGTERM or SIGINT. A second one, later, means that somebody is tired of waiting: the process
 * ends at once, as if it had never listened.
 */
export function onStopSignal(stop: () => void): void {
  let firstAt: number | undefined;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (firstAt === undefined) {
        firstAt = now;
        stop();
      } else if (now - firstAt > ECHO_MS) {
        process.exit(signal === "SIGINT" ? 130 : 143);
      }
    });
  }
}
