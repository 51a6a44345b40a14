import type { ErrorCode, Issue } from "@docket/schema/error";
import { ERROR_STATUS } from "@docket/schema/error-status";

type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * A refusal that the caller may hear about, in the words of the domain. Its code decides the status on every transport;
 * anything else that is thrown is a fault, of which a caller learns nothing but a request id.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: JsonValue | undefined;
  readonly issues: Issue[] | undefined;

  constructor(code: ErrorCode, message: string, more: { details?: JsonValue; issues?: Issue[] } = {}) {
    super(message);
    this.name = "DomainError";
    this.code = code;
    this.details = more.details;
    this.issues = more.issues;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** The refusal for what is not there or not the caller's to see; both read the same. */
export function notFound(noun: string): DomainError {
  return new DomainError("not_found", `${noun} not found`);
}

/** The refusal of an input whose fields are each well-formed but do not go together. */
export function invalid(path: string, message: string, code = "custom"): DomainError {
  return new DomainError("invalid", message, { issues: [{ path, code, message }] });
}
