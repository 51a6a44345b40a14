import type { ErrorCode, Refusal } from "@docket/schema/error";
import { codeOfStatus, ERROR_STATUS, ForeignAnswer } from "@docket/schema/error-status";
import { retryAfterOf } from "@docket/schema/retry-after";

/**
 * Returns why a call was refused: by a procedure, by the server before it reached one, or, with no message, by another program
 * such as a proxy. Null when no answer came at all.
 */
export function refusalIn(error: unknown): Refusal | null {
  const own = ownRefusalIn(error);
  if (own) return own;
  const cause = field(error, "cause");
  return cause instanceof ForeignAnswer ? { code: codeOfStatus(cause.code), message: "" } : null;
}

function ownRefusalIn(error: unknown): Refusal | null {
  const ofProcedure = field(field(error, "data"), "refusal");
  const ofFront = field(field(field(error, "meta"), "responseJSON"), "error");
  return [ofProcedure, ofFront].find(isRefusalBody) ?? null;
}

/** Only the code is looked at: where it is one of ours, the rest is our server's too. */
function isRefusalBody(value: unknown): value is Refusal {
  const code = field(value, "code");
  return typeof code === "string" && Object.hasOwn(ERROR_STATUS, code);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** One of the extra facts of a refusal; undefined where it has none of this name. */
export function detailOf(refusal: Refusal | null, name: string): unknown {
  const details = refusal?.details;
  return Array.isArray(details) ? undefined : field(details, name);
}

/** Returns the seconds after which a failed call may be made again, or null when the answer does not say. */
export function retryAfterIn(error: unknown): number | null {
  const response = field(field(error, "meta"), "response");
  return retryAfterOf({ details: ownRefusalIn(error)?.details, response, cause: field(error, "cause") });
}

/**
 * Whether the server does not know the address of this page. That passes when an administrator corrects the setting, or when
 * the page is opened at another address.
 */
export function isUnknownAddress(error: unknown): boolean {
  return detailOf(ownRefusalIn(error), "reason") === "unknown_address";
}

/**
 * Whether Docket itself refused. What a proxy or the sign-in page of a network answers in its place says nothing about the
 * call: it may succeed when it is sent again.
 */
export function isRefusal(error: unknown): boolean {
  return ownRefusalIn(error) !== null;
}

/** Whether Docket itself refused for this reason. */
export function hasCode(error: unknown, code: ErrorCode): boolean {
  return ownRefusalIn(error)?.code === code;
}
