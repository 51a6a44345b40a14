import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_UPLOAD_BODY, UPLOAD_PROCEDURES } from "@docket/schema/upload";
import type { BodyPlace } from "./body-room.ts";
import { refuse, type FrontRefusal } from "./refusal.ts";
import { headerOf } from "./request-header.ts";

/** Largest bodies in bytes. Only the procedure that takes a whole file may be sent one, and only on its own. */
export const BODY_LIMIT = { usual: 256 * 1024, upload: MAX_UPLOAD_BODY } as const;

const UPLOAD_PATHS = new Set([...UPLOAD_PROCEDURES].map((name) => `/api/trpc/${name}`));

// How much of a refused body is still read and dropped. A client that is cut off while it sends reports a broken connection
// and never reads the refusal, so a whole file that is somewhat too large must fit.
const DISCARDED = { bytes: 2 * BODY_LIMIT.upload, milliseconds: 10_000 };

const NOT_UTF8 = "Send JSON in UTF-8.";
const TOO_SLOW = "The request took too long to arrive.";
const BUSY = "Docket is busy. Please try again in a moment.";

/** A request body, or why there is none: it was refused, or the client went away while sending. */
export type BodyResult =
  | { readonly kind: "body"; readonly bytes: Buffer }
  | { readonly kind: "refused"; readonly refusal: FrontRefusal }
  | { readonly kind: "gone" };

/**
 * Returns whether a POST to this target may carry a whole file. A batch may not, nor any other target with a query: those
 * are parsed on the main thread.
 */
export function isUpload(target: string): boolean {
  return UPLOAD_PATHS.has(target);
}

/** How many bytes a POST to this target may carry. */
export function bodyLimitOf(target: string): number {
  return isUpload(target) ? BODY_LIMIT.upload : BODY_LIMIT.usual;
}

/**
 * Reads a body into memory up to a limit. A longer one is refused from its `Content-Length`, before a byte of it is
 * read, or, when it states none, at the byte that is too much. One that is no UTF-8 is refused too: decoding would put
 * replacement characters where somebody's letters were (RFC 8259 section 8.1).
 *
 * @param limit in bytes
 * @param timeout until the body must have arrived, in milliseconds
 * @param place where its bytes are counted; the caller leaves it
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  { limit, timeout }: { limit: number; timeout: number },
  place: BodyPlace,
): Promise<BodyResult> {
  const refused = (refusal: FrontRefusal) => {
    discard(request);
    return { kind: "refused", refusal } as const;
  };
  const tooLarge = () => refused(refuse("too_large", `A request may carry ${Math.floor(limit / 1024)} KB.`));
  if (Number(headerOf(request, "content-length") ?? 0) > limit) return Promise.resolve(tooLarge());
  if (headerOf(request, "expect") !== undefined) response.writeContinue();

  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => settle(refused(refuse("timeout", TOO_SLOW))), timeout);
    const settle = (result: BodyResult) => {
      clearTimeout(timer);
      request.off("data", onData);
      resolve(result);
      // The listeners below live on while the rest of a refused body runs past.
      chunks.length = 0;
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) return settle(tooLarge());
      if (!place.take(chunk.length)) return settle(refused(refuse("unavailable", BUSY, { "retry-after": "2" })));
      chunks.push(chunk);
    };
    request.on("data", onData);
    request.on("end", () => {
      const bytes = Buffer.concat(chunks);
      const isText = isUtf8(bytes);
      settle(isText ? { kind: "body", bytes } : { kind: "refused", refusal: refuse("malformed", NOT_UTF8) });
    });
    request.on("error", () => settle({ kind: "gone" }));
    request.on("close", () => settle({ kind: "gone" }));
  });
}

/** Lets the rest of an unwanted body run past, and cuts the connection when it does not end soon. */
export function discard(request: IncomingMessage): void {
  let bytes = 0;
  const cut = () => request.socket.destroy();
  const timer = setTimeout(cut, DISCARDED.milliseconds);
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DISCARDED.bytes) cut();
  });
  request.on("close", () => clearTimeout(timer));
  request.on("end", () => clearTimeout(timer));
  request.on("error", () => clearTimeout(timer));
}
