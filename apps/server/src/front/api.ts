import type { IncomingMessage, ServerResponse } from "node:http";
import { ERROR_STATUS } from "@docket/schema/error";
import { getRequestListener } from "@hono/node-server";
import { refuse, refusalBody, type FrontRefusal } from "./refusal.ts";
import type { RequestInfo } from "./request-info.ts";

/** The API as the front sees it: one request in, one answer out, which may be a stream. */
export type ApiHandler = (request: Request, info: RequestInfo) => Promise<Response>;

/** Runs one API request whose body, if it has one, has been read already. */
export type ApiListener = (
  request: IncomingMessage,
  response: ServerResponse,
  info: RequestInfo,
  body: Buffer | null,
) => Promise<void>;

/**
 * Puts the API behind Node's request and response objects. The conversion is @hono/node-server's, because its lazy
 * `Request` and `Response` answer a no-op call 1.6 times as fast as Node's own. A stream is written at the speed of its
 * reader, and `request.signal` aborts when the client is gone.
 *
 * @param onError hears of a failure that the API did not turn into an answer itself
 */
export function createApiListener(api: ApiHandler, onError: (error: unknown, info: RequestInfo) => void): ApiListener {
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
  return async (request, response, info, body) => {
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
