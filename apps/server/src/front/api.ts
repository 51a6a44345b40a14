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
  request: {
    method: string;
    target: string;
    header: (name: string) => string | undefined;
    body: Buffer | null;
    signal: () => AbortSignal;
  },
  info: RequestInfo,
) => Promise<{ status: number; headers: Record<string, string | string[]>; body: string | EventSender } | null>;

/** Sends the events of a stream. `send` returns a promise if the client must first read what has been written. */
type EventSender = (send: (chunk: Uint8Array) => Promise<void> | undefined) => Promise<void>;

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
    const header = (name: string) => headerOf(request, name);
    const direct = await directApi?.({ method, target, header, body, signal: () => closeSignal(response) }, info);
    if (!direct) return false;
    response.writeHead(direct.status, direct.headers);
    if (typeof direct.body !== "string") await direct.body((chunk) => write(response, chunk));
    response.end(typeof direct.body === "string" ? direct.body : undefined);
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

/** Returns a signal that aborts when the response ends or its client disconnects. */
function closeSignal(response: ServerResponse): AbortSignal {
  const closing = new AbortController();
  if (response.destroyed) closing.abort();
  response.once("close", () => closing.abort());
  return closing.signal;
}

/** Writes to a response. Returns a promise if its buffer is full, which resolves when it is empty or the client is gone. */
function write(response: ServerResponse, chunk: Uint8Array): Promise<void> | undefined {
  if (response.destroyed || response.write(chunk)) return undefined;
  return new Promise((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

function answer(refusal: FrontRefusal, reader: Parameters<typeof refusalBody>[1]): Response {
  const headers = { "content-type": "application/json" };
  return new Response(refusalBody(refusal, reader), { status: ERROR_STATUS[refusal.code], headers });
}
