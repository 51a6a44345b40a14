import { z } from "zod";
import { ERROR_STATUS } from "../../../packages/schema/src/error-status.ts";
import { ErrorCode, ApiError } from "../../../packages/schema/src/error.ts";
import type { Answer } from "./caller.ts";

/** The body of an error returned by a procedure. */
const ProcedureError = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    code: z.int(),
    data: z.strictObject({ code: z.string(), httpStatus: z.int(), refusal: z.strictObject(ApiError.shape) }),
  }),
});
/** The body of an error returned by the front before any procedure was called. */
const FrontError = z.strictObject({
  error: z.strictObject({
    code: ErrorCode,
    message: z.string(),
    requestId: z.string(),
    details: z.strictObject({ reason: z.string() }).optional(),
  }),
});
const Success = z.strictObject({ result: z.strictObject({ data: z.unknown() }) });
const Result = z.union([ProcedureError, FrontError, Success]);
type Result = z.infer<typeof Result>;

/** Matches internal details of the server. */
const INTERNAL_DETAILS = /\bat \S+ \(|node_modules|file:\/\/|\/packages\/|prisma|postgres|ECONN|SQLSTATE/i;
/** Maximum length of an error in characters. A conflict can contain two task descriptions. */
const MAX_ERROR_LENGTH = 40_000;

/**
 * Returns the problems with a response: a server error, a body that does not have the specified shape, internal details
 * of the server, or missing security headers. Returns an empty list if there are none.
 */
export function problemsIn({ status, headers, body }: Answer): string[] {
  const faults = [
    ...(status >= 500 ? [`status ${status}`] : []),
    ...(headers["x-content-type-options"] === "nosniff" ? [] : ["no nosniff"]),
    ...(headers["x-request-id"] === undefined ? ["no request id"] : []),
  ];
  // If the headers are too large, Node itself responds, without a body.
  if (status === 431) return [];
  const read = readJson(body);
  if (read === undefined) return [...faults, "the body is no JSON"];
  const results = Array.isArray(read) ? read : [read];
  const parsed = results.map((result) => Result.safeParse(result));
  if (parsed.some(({ success }) => !success)) return [...faults, "the body has another shape"];
  const statuses = parsed.map(({ data }) => statusOf(data as Result));
  const isMixed = new Set(statuses).size > 1;
  if (isMixed ? status !== 207 : statuses[0] !== status) faults.push(`status ${status} for ${statuses.join(", ")}`);
  return [...faults, ...errorFaults(body, status)];
}

function errorFaults(body: string, status: number): string[] {
  if (status < 400) return [];
  return [
    ...(INTERNAL_DETAILS.test(body) ? ["words of the server's inside"] : []),
    ...(body.length > MAX_ERROR_LENGTH ? [`an error of ${body.length} characters`] : []),
  ];
}

function statusOf(result: Result): number {
  if ("result" in result) return 200;
  const code = "data" in result.error ? result.error.data.refusal.code : result.error.code;
  return ERROR_STATUS[code];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the error code of a response, `ok` for a success, or `none` for an invalid response. */
export function resultCode(body: string): string {
  const parsed = Result.safeParse(readJson(body));
  if (!parsed.success) return "none";
  if ("result" in parsed.data) return "ok";
  const { error } = parsed.data;
  return "data" in error ? error.data.refusal.code : error.code;
}
