import type { ErrorCode, Issue } from "@docket/schema/error";
import { ERROR_STATUS } from "@docket/schema/error-status";

type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * An expected failure that may be shown to the caller. Its code determines the HTTP status on every transport. Any
 * other thrown error is a fault, of which a caller learns only a request id.
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

/** Creates the error for an entity that does not exist or that the caller can't see; the two are indistinguishable. */
export function notFound(entity: string): DomainError {
  return new DomainError("not_found", `${entity} not found`);
}

/** Creates the error for an input whose fields are valid individually but not together. */
export function invalid(path: string, message: string, code = "custom"): DomainError {
  return new DomainError("invalid", message, { issues: [{ path, code, message }] });
}
