import type { IncomingMessage, ServerResponse } from "node:http";
import { ERROR_STATUS } from "@docket/schema/error-status";
import { getRequestListener } from "@hono/node-server";
import { refuse, refusalBody, type FrontRefusal } from "./refusal.ts";
import { headerOf } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";

/** The API as the front sees it: one request in, one answer out, which may be a stream. */
export type ApiHandler = (request: Request, info: RequestInfo) => Promise<Response>;

/** The short way for ordinary calls, from text to text; null for a request that has to take the long one. */
export type DirectApi = (
  request: { method: string; target: string; header: (name: string) => string | undefined; body: Buffer | null },
  info: RequestInfo,
) => Promise<{ status: number; headers: Record<string, string | string[]>; body: string } | null>;

/** Runs one API request whose body, if it has one, has been read already. */
export type ApiListener = (
  request: IncomingMessage,
  response: ServerResponse,
  info: RequestInfo,
  body: Buffer | null,
) => Promise<void>;

/**
 * Puts the API behind Node's request and response objects. What the direct API does not take is converted; the conversion is @hono/node-server's, because its lazy
 * `Request` and `Response` answer a no-op call 1.6 times as fast as Node's own. A stream is written at the speed of its
 * reader, and `request.signal` aborts when the client is gone.
 *
 * @param onError hears of a failure that the API did not turn into an answer itself
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
        return answer(refuse("internal", "Something went wrong."), info.requestId);
      }
    },
    // The adapter itself refuses only targets that are no URL.
    { errorHandler: () => answer(refuse("malformed", "Malformed request."), undefined) },
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
    // The adapter takes a body that is there already from this property.
    if (body !== null) Object.assign(request, { rawBody: body });
    await listen(request, response);
  };
}

function answer(refusal: FrontRefusal, requestId: string | undefined): Response {
  const headers = { "content-type": "application/json" };
  return new Response(refusalBody(refusal, requestId), { status: ERROR_STATUS[refusal.code], headers });
}
