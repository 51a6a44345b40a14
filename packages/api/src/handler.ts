import type { RequestInfo } from "@docket/core/ctx";
import { DomainError } from "@docket/core/error";
import { refusalOf } from "@docket/core/fault";
import type { Runtime } from "@docket/core/runtime";
import { authenticate } from "@docket/core/session/authenticate";
import { tokensIn } from "@docket/core/session/cookie";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { ApiContext } from "./context.ts";
import { causeOf, refusalData } from "./error.ts";
import { appRouter, requireDeclarations } from "./root.ts";

/** Calls that one request may carry. */
export const BATCH_LIMIT = 20;

/** Where the procedures are served. */
export const API_PATH = "/api/trpc";

/** What the front knows of a request. */
export type Arrival = {
  requestId: string;
  clientIp: string;
  /** Aborts when the process is about to end. */
  stopping: AbortSignal;
  /** Tells the request log who it was. */
  identify: (userId: string) => void;
};

/**
 * Makes the API over HTTP: one request in, one answer out, which may be a stream of events. Who asks is looked up once and
 * holds for all calls of a batch.
 *
 * @throws Error when a procedure does not declare its rights, input and output
 */
export function createApi(runtime: Runtime): (request: Request, arrival: Arrival) => Promise<Response> {
  requireDeclarations(appRouter);
  return async (request, arrival) => {
    const cookies: string[] = [];
    const info = requestInfo(request, arrival);
    const context = await createContext(runtime, request, info, arrival, cookies).catch((error: unknown) =>
      asRefusal(error),
    );
    if (context instanceof DomainError) return refusalResponse(context, info.id);
    const response = await fetchRequestHandler({
      endpoint: API_PATH,
      req: request,
      router: appRouter,
      createContext: () => context,
      allowBatching: true,
      maxBatchSize: BATCH_LIMIT,
      allowMethodOverride: true,
      responseMeta: ({ errors, info: parsed }) => ({
        headers: {
          ...retryHeaders(errors.map((error) => refusalData(error, undefined).details)),
          // Nothing that this browser kept of the person's pages stays behind (W3C Clear Site Data).
          ...(parsed?.calls.some(({ path }) => path === "session.signOut") && {
            "clear-site-data": '"cache", "storage"',
          }),
        },
      }),
      onError: ({ error, path }) => {
        if (error.code !== "INTERNAL_SERVER_ERROR") return;
        runtime.log.error({ err: causeOf(error), requestId: info.id, procedure: path }, "a procedure failed");
      },
    });
    for (const cookie of cookies) response.headers.append("set-cookie", cookie);
    return response;
  };
}

function requestInfo(request: Request, { requestId, clientIp }: Arrival): RequestInfo {
  return { id: requestId, ip: clientIp, userAgent: (request.headers.get("user-agent") ?? "").slice(0, 200) };
}

async function createContext(
  runtime: Runtime,
  request: Request,
  info: RequestInfo,
  arrival: Arrival,
  setCookies: string[],
): Promise<ApiContext> {
  const found = tokensIn(runtime.cookies, request.headers.get("cookie"));
  const identity = await authenticate(runtime, {
    accessToken: found.access,
    authorization: request.headers.get("authorization"),
    ip: info.ip,
  });
  if (identity.kind === "actor") arrival.identify(identity.actor.userId);
  return {
    runtime,
    request: info,
    identity,
    signal: () => AbortSignal.any([request.signal, arrival.stopping]),
    setCookie: (header) => setCookies.push(header),
    refreshToken: found.refresh,
    deviceToken: found.device,
  };
}

/** A failure before the first procedure: the credential could not even be looked at, or the database is away. */
function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return refusalOf(error) ?? rethrow(error);
}

function rethrow(error: unknown): never {
  throw error;
}

function refusalResponse(refusal: DomainError, requestId: string): Response {
  const body = { error: { code: refusal.code, message: refusal.message, requestId } };
  return Response.json(body, {
    status: refusal.status,
    headers: refusal.code === "unavailable" ? { "retry-after": "2" } : {},
  });
}

/** The wait that a refusal for too many requests asks for, as headers (RFC 9110 section 10.2.3, draft-ietf-httpapi-ratelimit-headers). */
function retryHeaders(details: unknown[]): Record<string, string> {
  const waits = details.flatMap((detail) => (hasWait(detail) ? [detail] : []));
  const [longest] = waits.sort((left, right) => right.retryAfterSeconds - left.retryAfterSeconds);
  if (!longest) return {};
  const { retryAfterSeconds, limit, windowSeconds } = longest;
  return {
    "retry-after": String(retryAfterSeconds),
    "ratelimit-policy": `"default";q=${limit};w=${windowSeconds}`,
    ratelimit: `"default";r=0;t=${retryAfterSeconds}`,
  };
}

type Wait = { retryAfterSeconds: number; limit: number; windowSeconds: number };

function hasWait(detail: unknown): detail is Wait {
  return (
    typeof detail === "object" &&
    detail !== null &&
    "retryAfterSeconds" in detail &&
    "limit" in detail &&
    "windowSeconds" in detail
  );
}
