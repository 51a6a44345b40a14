import { DomainError } from "@docket/core/runtime/error";
import type { Runtime } from "@docket/core/runtime/runtime";
import { SNAPSHOT_PATH } from "@docket/schema/snapshot";
import { UNSUBSCRIBE_PATH } from "@docket/schema/unsubscribe";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { answerExport, isExportPath } from "./export.ts";
import type { Arrival } from "./request-context.ts";
import { logFault, openContext, outcomeHeaders, refusalAnswer, requestedLocaleOf } from "./request-context.ts";
import { appRouter, requireDeclarations } from "./root.ts";
import { answerSnapshot } from "./snapshot.ts";
import { answerUnsubscribe } from "./unsubscribe.ts";

/** Maximum number of calls in one request. */
export const BATCH_LIMIT = 20;

/** The path under which the procedures are served. */
export const API_PATH = "/api/trpc";

/**
 * Creates the HTTP API. Each request receives one response, which can be an event stream, an export or a snapshot. The caller is
 * authenticated once for all calls in a batch.
 *
 * @throws Error if a procedure does not declare its authorization, input and output
 */
export function createApi(runtime: Runtime): (request: Request, arrival: Arrival) => Promise<Response> {
  requireDeclarations(appRouter);
  return async (request, arrival) => {
    const header = (name: string) => request.headers.get(name);
    const { pathname } = new URL(request.url);
    if (pathname === UNSUBSCRIBE_PATH) {
      const { clientIp } = arrival;
      return answerUnsubscribe(runtime, request, { locale: requestedLocaleOf(header), clientIp });
    }
    const opened = await openContext(runtime, arrival, header, () => request.signal);
    if (opened instanceof DomainError) {
      const { status, headers, body } = refusalAnswer(opened, arrival.requestId, requestedLocaleOf(header));
      return new Response(body, { status, headers: { ...headers, "content-type": "application/json" } });
    }
    if (isExportPath(pathname)) return answerExport(request, opened);
    if (pathname === SNAPSHOT_PATH) return answerSnapshot(request, opened);
    const { context, cookies } = opened;
    const response = await fetchRequestHandler({
      endpoint: API_PATH,
      req: request,
      router: appRouter,
      createContext: () => context,
      allowBatching: true,
      maxBatchSize: BATCH_LIMIT,
      allowMethodOverride: true,
      responseMeta: ({ errors, info }) => ({
        // tRPC does not tell responseMeta which call in a batch failed, so none counts as successful if any failed. The
        // direct API, which handles all ordinary calls, is more precise.
        headers: outcomeHeaders(errors, errors.length > 0 ? [] : (info?.calls.map(({ path }) => path) ?? []), opened),
      }),
      onError: ({ error, path }) => logFault(context, error, path),
    });
    for (const cookie of cookies) response.headers.append("set-cookie", cookie);
    return response;
  };
}
