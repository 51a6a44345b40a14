import type { IncomingMessage, ServerResponse } from "node:http";
import { ERROR_STATUS } from "@docket/schema/error-status";
import { requestedLocale } from "@docket/schema/locale";
import { getRequestListener } from "@hono/node-server";
import { refuse, refusalBody, type FrontRefusal } from "./refusal.ts";
import { headerOf } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";

/** The API handler that the front calls. The response can be a stream. */
export type ApiHandler = (request: Request, info: RequestInfo) => Promise<Response>;

/**
 * The fast path for ordinary calls, without `Request` and `Response` objects. Returns null for requests that it can't
 * handle.
 */
export type DirectApi = (
  request: { method: string; target: string; header: (name: string) => string | undefined; body: Buffer | null },
  info: RequestInfo,
) => Promise<{ status: number; headers: Record<string, string | string[]>; body: string } | null>;

/** Handles one API request whose body, if any, has already been read. */
export type ApiListener = (
  request: IncomingMessage,
  response: ServerResponse,
  info: RequestInfo,
  body: Buffer | null,
) => Promise<void>;

/**
 * Connects the API to Node's request and response objects. Requests that the direct API can't handle are converted by
 * `@hono/node-server`, whose lazy `Request` and `Response` make a no-op call 1.6 times as fast as Node's own classes
 * do. A stream is written as fast as the client reads it, and `request.signal` aborts when the client disconnects.
 *
 * @param onError called with each error that the API did not convert to a response itself
 */
export function createApiListener(
  { api, directApi }: { readonly api: ApiHandler; readonly directApi?: DirectApi },
  onError: (error: unknown, info: RequestInfo) => void,
): ApiListener {
  const infos = new WeakMap<object, RequestInfo>();
  const listen = getRequestListener(
    async (request, { incoming }) => {
      const info = infos.get(incoming);
      if (info === undefined) throw new Error("The API was called past the front.");
      try {
        return await api(request, info);
      } catch (error) {
        onError(error, info);
        const { headers } = request;
        const locale = requestedLocale({
          cookie: headers.get("cookie"),
          acceptLanguage: headers.get("accept-language"),
        });
        return answer(refuse("internal", "Something went wrong."), { requestId: info.requestId, locale });
      }
    },
    // The adapter itself rejects only targets that are not a valid URL.
    { errorHandler: () => answer(refuse("malformed", "Malformed request."), { requestId: undefined, locale: "en" }) },
  );
  const callDirectly = async (
    request: IncomingMessage,
    response: ServerResponse,
    info: RequestInfo,
    body: Buffer | null,
  ) => {
    const { method = "", url: target = "" } = request;
    const direct = await directApi?.({ method, target, header: (name) => headerOf(request, name), body }, info);
    if (!direct) return false;
    response.writeHead(direct.status, direct.headers);
    response.end(direct.body);
    return true;
  };
  return async (request, response, info, body) => {
    if (await callDirectly(request, response, info, body)) return;
    infos.set(request, info);
    // If this property is set, the adapter uses it as the body instead of reading the request.
    if (body !== null) Object.assign(request, { rawBody: body });
    await listen(request, response);
  };
}

function answer(refusal: FrontRefusal, reader: Parameters<typeof refusalBody>[1]): Response {
  const headers = { "content-type": "application/json" };
  return new Response(refusalBody(refusal, reader), { status: ERROR_STATUS[refusal.code], headers });
}
