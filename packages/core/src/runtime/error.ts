import type { ErrorCode, Issue } from "@docket/schema/error";
import { ERROR_STATUS } from "@docket/schema/error-status";
import { inEnglish, message } from "@docket/schema/message";
import type { Message, TemplateMessage } from "@docket/schema/message";

type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** A problem with an input. Its `message` is in English; the caller gets its `text` in their language. */
type DomainIssue = Issue & { text: Message };

/** A problem with an input, as passed to the constructor of an error. */
export type InputIssue = Omit<Issue, "message"> & { message: Message };

/**
 * An expected failure that can be shown to the caller. Its code determines the HTTP status on every transport. Any
 * other error is unexpected, and the caller gets only a request id. The `message` is in English, for the log; the
 * caller gets the `text` in their language.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly text: Message;
  readonly details: JsonValue | undefined;
  readonly issues: DomainIssue[] | undefined;

  constructor(code: ErrorCode, text: Message, more: { details?: JsonValue; issues?: InputIssue[] } = {}) {
    super(inEnglish(text));
    this.name = "DomainError";
    this.code = code;
    this.text = text;
    this.details = more.details;
    this.issues = more.issues?.map(({ message: given, ...issue }) => ({
      ...issue,
      message: inEnglish(given),
      text: given,
    }));
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/**
 * Creates the error for an entity that does not exist or that the caller can't see. The error is the same in both
 * cases.
 */
export function notFound(entity: string): DomainError {
  return new DomainError("not_found", message`${word(entity)} not found`);
}

/** Creates the error for an input whose fields are valid individually but not in combination. */
export function invalid(path: string, text: Message, code = "custom"): DomainError {
  return new DomainError("invalid", text, { issues: [{ path, code, message: text }] });
}

function word(template: string): TemplateMessage {
  return { template, values: [] };
}
