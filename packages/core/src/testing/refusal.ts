import { DomainError } from "../runtime/error.ts";

/**
 * Returns the code of the domain error with which `work` rejects, or "done" if it resolves. Rethrows any other error.
 */
export async function errorCodeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
