import { DomainError } from "@docket/core/runtime/error";
import { toDomainError } from "@docket/core/runtime/fault";
import { issuesOf } from "@docket/core/runtime/issue";
import { translate } from "@docket/core/runtime/translation/translate";
import type { ErrorCode, ApiError } from "@docket/schema/error";
import type { Locale } from "@docket/schema/locale";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";

type TrpcCode = TRPCError["code"];

/** The tRPC code for each domain error code. Both have the same HTTP status. */
const TRPC_CODE: Record<ErrorCode, TrpcCode> = {
  malformed: "BAD_REQUEST",
  unauthorized: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  reauthentication_required: "FORBIDDEN",
  not_found: "NOT_FOUND",
  method_not_allowed: "METHOD_NOT_SUPPORTED",
  conflict: "CONFLICT",
  stale: "CONFLICT",
  already_made: "CONFLICT",
  too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  invalid: "UNPROCESSABLE_CONTENT",
  too_many_requests: "TOO_MANY_REQUESTS",
  internal: "INTERNAL_SERVER_ERROR",
  unavailable: "SERVICE_UNAVAILABLE",
  timeout: "GATEWAY_TIMEOUT",
};

const DOMAIN_CODE: Partial<Record<TrpcCode, ErrorCode>> = {
  PARSE_ERROR: "malformed",
  BAD_REQUEST: "malformed",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "method_not_allowed",
  PAYLOAD_TOO_LARGE: "too_large",
  UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
};

/** Messages for errors that tRPC itself throws. tRPC's own messages can quote the request. */
const TRPC_ERROR_MESSAGES: Partial<Record<ErrorCode, string>> = {
  malformed: "The request is malformed.",
  not_found: "There is no such procedure.",
  method_not_allowed: "This procedure is called with another method.",
  too_large: "The request is too large.",
  unsupported_media_type: "Requests are sent as application/json.",
};

/**
 * Converts a procedure's error to the error sent to the client. Expected errors keep their message. An unexpected error
 * becomes `internal` without details, and its cause is kept for the log.
 */
export function toTrpcError(error: TRPCError): TRPCError {
  const refusal = domainErrorOf(error);
  return new TRPCError({
    code: TRPC_CODE[refusal.code],
    message: refusal.message,
    cause: error.cause === undefined ? refusal : withRefusal(refusal, error.cause),
  });
}

const causes = new WeakMap<DomainError, unknown>();

function withRefusal(refusal: DomainError, cause: unknown): DomainError {
  causes.set(refusal, cause);
  return refusal;
}

/** Returns an error's original cause, for the log. */
export function causeOf(error: TRPCError): unknown {
  return error.cause instanceof DomainError ? (causes.get(error.cause) ?? error.cause) : (error.cause ?? error);
}

function domainErrorOf(error: TRPCError): DomainError {
  const { cause } = error;
  if (cause instanceof DomainError) return cause;
  // A ZodError with any other code means that an output does not match its schema, which is a server error.
  if (cause instanceof ZodError && error.code === "BAD_REQUEST")
    return new DomainError("invalid", "The input is not valid.", { issues: issuesOf(cause) });
  const fault = toDomainError(cause);
  if (fault) return fault;
  const code = cause === undefined || error.code !== "INTERNAL_SERVER_ERROR" ? DOMAIN_CODE[error.code] : undefined;
  if (code) return new DomainError(code, TRPC_ERROR_MESSAGES[code] ?? "The request was rejected.");
  return new DomainError("internal", "Something went wrong.");
}

/**
 * Returns the part of an error that the client receives in tRPC's `data`, with the message in the reader's language.
 */
export function refusalData(error: TRPCError, requestId: string | undefined, locale: Locale): ApiError {
  // Errors before the first middleware (unknown procedure, invalid JSON) have not been mapped yet.
  const refusal = error.cause instanceof DomainError ? error.cause : domainErrorOf(error);
  return {
    code: refusal.code,
    message: translate(refusal.text, locale),
    ...(requestId === undefined ? {} : { requestId }),
    ...(refusal.issues === undefined
      ? {}
      : { issues: refusal.issues.map(({ text, ...issue }) => ({ ...issue, message: translate(text, locale) })) }),
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
  };
}
