import type { ErrorCode, ApiError } from "@docket/schema/error";
import { codeOfStatus, ERROR_STATUS, ForeignResponse } from "@docket/schema/error-status";
import { retryAfterOf } from "@docket/schema/retry-after";

/**
 * Returns why a call failed: the error of a procedure, of the server before it reached one, or of another program such
 * as a proxy (with an empty message). Returns null when no response arrived.
 */
export function apiErrorIn(error: unknown): ApiError | null {
  const own = docketErrorIn(error);
  if (own) return own;
  const cause = field(error, "cause");
  return cause instanceof ForeignResponse ? { code: codeOfStatus(cause.code), message: "" } : null;
}

function docketErrorIn(error: unknown): ApiError | null {
  const ofProcedure = field(field(error, "data"), "refusal");
  const ofFront = field(field(field(error, "meta"), "responseJSON"), "error");
  return [ofProcedure, ofFront].find(isApiErrorBody) ?? null;
}

/** Checks the code only: a known code means that the body comes from Docket, whose other fields are reliable. */
function isApiErrorBody(value: unknown): value is ApiError {
  const code = field(value, "code");
  return typeof code === "string" && Object.hasOwn(ERROR_STATUS, code);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Returns an additional detail of an error; undefined if it has none of this name. */
export function detailOf(refusal: ApiError | null, name: string): unknown {
  const details = refusal?.details;
  return Array.isArray(details) ? undefined : field(details, name);
}

/** Returns the seconds after which a failed call may be repeated; null when the response does not say. */
export function retryAfterIn(error: unknown): number | null {
  const response = field(field(error, "meta"), "response");
  return retryAfterOf({ details: docketErrorIn(error)?.details, response, cause: field(error, "cause") });
}

/**
 * Whether the server does not know the address of this page. This is resolved when an administrator corrects the
 * setting, or when the page is opened at another address.
 */
export function isUnknownAddress(error: unknown): boolean {
  return detailOf(docketErrorIn(error), "reason") === "unknown_address";
}

/**
 * Whether Docket itself rejected the call. A response from a proxy or a captive portal says nothing about the call,
 * which may succeed when repeated.
 */
export function isDocketError(error: unknown): boolean {
  return docketErrorIn(error) !== null;
}

/** Whether Docket itself rejected the call with this code. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return docketErrorIn(error)?.code === code;
}
