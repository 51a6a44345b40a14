/**
 * npm forwards Ctrl-C to a process that has already received it from the terminal. Both signals within this time count
 * as one.
 */
const DUPLICATE_SIGNAL_MS = 500;

/**
 * Calls `stop` on the first SIGTERM or SIGINT. A second, later signal means that the operator does not want to wait.
 * The process then exits immediately with code 128 plus the signal's number.
 */
export function onStopSignal(stop: () => void): void {
  let firstAt: number | undefined;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (firstAt === undefined) {
        firstAt = now;
        stop();
      } else if (now - firstAt > DUPLICATE_SIGNAL_MS) {
        process.exit(signal === "SIGINT" ? 130 : 143);
      }
    });
  }
}
