import type { ServerResponse } from "node:http";
import type { FrontRefusal } from "./refusal.ts";

const METHODS = ["writeHead", "write", "end"] as const;

type Send = (...values: unknown[]) => unknown;

/**
 * Replaces an answer of status 500 and above that a handler is about to send, where a refusal explains it better. What the
 * handler set and sends is discarded; headers from before it stay.
 *
 * @param findRefusal is asked once, when the head would be sent; null lets the handler's own answer through
 * @param send answers with the refusal
 */
export function replaceFailedAnswer(
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

  // Through `call` below each method gets the arguments that it was given, whichever of its forms they are.
  const [writeHead, write, end] = METHODS.map((name) => response[name] as Send);
  Object.assign(response, {
    writeHead: (...values: unknown[]) => (replace(Number(values[0])) ? response : writeHead?.call(response, ...values)),
    write: (...values: unknown[]) => replace(response.statusCode) || write?.call(response, ...values),
    end: (...values: unknown[]) => (replace(response.statusCode) ? response : end?.call(response, ...values)),
  });
}
