import type { ErrorCode, Refusal } from "@docket/schema/error";
import { codeOfStatus, ERROR_STATUS, ForeignAnswer } from "@docket/schema/error-status";

/**
 * Returns why a call was refused: by a procedure, by the server before it reached one, or, with no message, by another program
 * such as a proxy. Null when no answer came at all.
 */
export function refusalIn(error: unknown): Refusal | null {
  const ofProcedure = field(field(error, "data"), "refusal");
  const ofFront = field(field(field(error, "meta"), "responseJSON"), "error");
  const refusal = [ofProcedure, ofFront].find(isRefusalBody);
  if (refusal) return refusal;
  const cause = field(error, "cause");
  return cause instanceof ForeignAnswer ? { code: codeOfStatus(cause.code), message: "" } : null;
}

/** Only the code is looked at: where it is one of ours, the rest is our server's too. */
function isRefusalBody(value: unknown): value is Refusal {
  const code = field(value, "code");
  return typeof code === "string" && Object.hasOwn(ERROR_STATUS, code);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Whether the server answered with a no; anything else went wrong on the way. */
export function isRefusal(error: unknown): boolean {
  return refusalIn(error) !== null;
}

/** Whether the server refused for this reason. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return refusalIn(error)?.code === code;
}
