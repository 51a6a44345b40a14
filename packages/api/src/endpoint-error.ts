import { ERROR_STATUS } from "@docket/schema/error-status";
import type { TRPCError } from "@trpc/server";
import { getTRPCErrorFromUnknown } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { refusalData, toTrpcError } from "./error.ts";
import type { RequestContext } from "./request-context.ts";
import { logFault, outcomeHeaders } from "./request-context.ts";

/**
 * Returns the response to a request that failed at an endpoint that is not tRPC. Its error has the form of a
 * procedure's error, and a server error is logged with its cause.
 *
 * @param name the endpoint's name in the log
 */
export function errorResponse(error: unknown, opened: RequestContext, name: string): Response {
  const { context } = opened;
  const refused = logAndConvert(error, context, name);
  const refusal = refusalData(refused, context.request.id, context.request.locale);
  const headers = { ...outcomeHeaders([refused], [], opened), "content-type": "application/json" };
  return new Response(JSON.stringify({ error: refusal }), { status: ERROR_STATUS[refusal.code], headers });
}

/** Logs the cause of an error, if it is a server error, and returns the error to send to the client. */
export function logAndConvert(error: unknown, context: ApiContext, name: string): TRPCError {
  const refused = toTrpcError(getTRPCErrorFromUnknown(error));
  logFault(context, refused, name);
  return refused;
}
