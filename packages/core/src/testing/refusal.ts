import { DomainError } from "../error.ts";

/** The code with which some work was refused, or "done". Any other failure stays a failure. */
export async function refusalCode(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
