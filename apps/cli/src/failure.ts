/** A command that can't be carried out as it was typed; the exit code is 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A command that did what it should and found something wrong; the exit code is 1. */
export class FaultsFound extends Error {
  override name = "FaultsFound";
}
