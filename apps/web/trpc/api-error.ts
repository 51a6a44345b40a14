import type { ErrorCode, ApiError } from "@docket/schema/error";
import { codeOfStatus, ERROR_STATUS, ForeignResponse } from "@docket/schema/error-status";
import { retryAfterOf } from "@docket/schema/retry-after";

/**
 * Returns the error in the response to a failed call. The error comes from a procedure, from the server before the call
 * reached a procedure, or from another program such as a proxy, in which case its message is empty. Returns null if no
 * response arrived.
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

/** Checks only the code: a known code shows that the body comes from Docket, so its other fields can be trusted. */
function isApiErrorBody(value: unknown): value is ApiError {
  const code = field(value, "code");
  return typeof code === "string" && Object.hasOwn(ERROR_STATUS, code);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Returns the detail of an error with this name; undefined if there is none. */
export function detailOf(refusal: ApiError | null, name: string): unknown {
  const details = refusal?.details;
  return Array.isArray(details) ? undefined : field(details, name);
}

/** Returns the number of seconds after which a failed call can be retried; null if the response does not specify it. */
export function retryAfterIn(error: unknown): number | null {
  const response = field(field(error, "meta"), "response");
  return retryAfterOf({ details: docketErrorIn(error)?.details, response, cause: field(error, "cause") });
}

/**
 * Whether the server does not recognise the address of this page. To fix this, an administrator can correct the
 * setting, or the user can open the page at a configured address.
 */
export function isUnknownAddress(error: unknown): boolean {
  return detailOf(docketErrorIn(error), "reason") === "unknown_address";
}

/** Whether Docket itself rejected the call. If a proxy or captive portal responded instead, retrying may succeed. */
export function isDocketError(error: unknown): boolean {
  return docketErrorIn(error) !== null;
}

/** Whether Docket itself rejected the call, with this code. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return docketErrorIn(error)?.code === code;
}
