import { z } from "zod";

/**
 * Every reason for which Docket refuses, in one list. The HTTP status belongs to the code and to nothing else, so that
 * each transport answers alike. `not_found` is also the answer for what the caller may not see.
 */
export const ERROR_STATUS = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  reauthentication_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale: 409,
  already_made: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  timeout: 504,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

const CODES = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]];
export const ErrorCode = z.enum(CODES);

/** One thing wrong with an input: where, and what. Values are never repeated back. */
export const Issue = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type Issue = z.infer<typeof Issue>;

/** What a client learns of a refusal, whatever the transport. */
export const Refusal = z.object({
  code: ErrorCode,
  message: z.string(),
  requestId: z.string().optional(),
  issues: z.array(Issue).max(20).optional(),
  /** Extra facts of this refusal that the caller may see, e.g. both sides of a conflict. */
  details: z.json().optional(),
});
export type Refusal = z.infer<typeof Refusal>;
