import { z } from "zod";
import { ERROR_STATUS } from "./error-status.ts";
import type { ErrorCode as Code } from "./error-status.ts";

const CODES = Object.keys(ERROR_STATUS) as [Code, ...Code[]];
export const ErrorCode = z.enum(CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

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
