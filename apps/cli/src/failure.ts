/** A command that can't be carried out as it was typed; the exit code is 2. */
export class UsageError extends Error {
  override name = "UsageError";
}
