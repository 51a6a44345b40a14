import type { ServerResponse } from "node:http";
import type { FrontRefusal } from "./refusal.ts";

const METHODS = ["writeHead", "write", "end"] as const;

type Send = (...values: unknown[]) => unknown;

/**
 * Replaces a response with status 500 or above with a refusal that explains the error better. The handler's headers and
 * body are discarded; headers that were set earlier are kept.
 *
 * @param findRefusal called when the response head is about to be sent; if it returns null, the handler's own response
 * is sent
 * @param send responds with the refusal
 */
export function replaceErrorResponse(
  response: ServerResponse,
  findRefusal: () => FrontRefusal | null,
  send: (refusal: FrontRefusal) => void,
): void {
  const headersBefore = response.getHeaders();
  let isReplaced = false;

  const replace = (status: number): boolean => {
    if (isReplaced || response.headersSent || status < 500) return isReplaced;
    const refusal = findRefusal();
    if (refusal === null) return false;
    isReplaced = true;
    for (const name of METHODS) Reflect.deleteProperty(response, name);
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    for (const [name, value] of Object.entries(headersBefore)) if (value !== undefined) response.setHeader(name, value);
    send(refusal);
    Object.assign(response, { writeHead: () => response, write: () => true, end: () => response });
    return true;
  };

  // `writeHead`, `write` and `end` have several overloads, so their arguments are passed on unchanged.
  const [writeHead, write, end] = METHODS.map((name) => response[name] as Send);
  Object.assign(response, {
    writeHead: (...values: unknown[]) => (replace(Number(values[0])) ? response : writeHead?.call(response, ...values)),
    write: (...values: unknown[]) => replace(response.statusCode) || write?.call(response, ...values),
    end: (...values: unknown[]) => (replace(response.statusCode) ? response : end?.call(response, ...values)),
  });
}
