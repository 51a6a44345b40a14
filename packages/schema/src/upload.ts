import { IMPORT_LIMITS } from "./import-limit.ts";

/**
 * Procedures whose input contains a whole file. Their calls are never batched but sent in separate HTTP requests,
 * because a batch is limited to the size of ordinary requests.
 */
export const UPLOAD_PROCEDURES: ReadonlySet<string> = new Set(["import.preview"]);

/** Maximum size of an upload's request body in bytes: the largest file in base64, plus room for the other fields. */
export const MAX_UPLOAD_BODY = Math.ceil(IMPORT_LIMITS.bytes / 3) * 4 + 1_000_000;
