import { DomainError } from "../runtime/error.ts";

/** Returns the code of the domain error that some work throws, or "done". Other errors are rethrown. */
export async function errorCodeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
