import { z } from "zod";
import { ERROR_STATUS } from "./error-status.ts";
import type { ErrorCode as Code } from "./error-status.ts";

const CODES = Object.keys(ERROR_STATUS) as [Code, ...Code[]];
export const ErrorCode = z.enum(CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** A problem with an input: its location and description. It never contains the input's values. */
export const Issue = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type Issue = z.infer<typeof Issue>;

/** The error that a client receives for a rejected call, on every transport. */
export const ApiError = z.object({
  code: ErrorCode,
  message: z.string(),
  requestId: z.string().optional(),
  issues: z.array(Issue).max(20).optional(),
  /** Additional details about the error, e.g. both versions of a conflict. */
  details: z.json().optional(),
});
export type ApiError = z.infer<typeof ApiError>;
