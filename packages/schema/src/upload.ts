import { IMPORT_LIMITS } from "./import-limit.ts";

/**
 * Procedures whose input carries a whole file. Each call of one goes in an HTTP request of its own, because a batch is
 * limited to the size of ordinary requests.
 */
export const UPLOAD_PROCEDURES: ReadonlySet<string> = new Set(["import.preview"]);

/** Largest request body of an upload in bytes: the largest file in base64, with room for the other fields. */
export const MAX_UPLOAD_BODY = Math.ceil(IMPORT_LIMITS.bytes / 3) * 4 + 1_000_000;
