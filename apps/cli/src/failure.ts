/** Thrown for a command line that can't be run as typed. The exit code is 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Thrown when a check has completed and found problems. The exit code is 1. */
export class FaultsFound extends Error {
  override name = "FaultsFound";
}
