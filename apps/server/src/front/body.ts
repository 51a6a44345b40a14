import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_UPLOAD_BODY, UPLOAD_PROCEDURES } from "@docket/schema/upload";
import type { BodyReservation } from "./body-memory-budget.ts";
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
  place: BodyReservation,
): Promise<BodyResult> {
  const refused = (refusal: FrontRefusal) => {
    discard(request);
    return { kind: "refused", refusal } as const;
  };
  const tooLarge = () => refused(refuse("too_large", `A request may carry ${Math.floor(limit / 1024)} KB.`));
  if (Number(headerOf(request, "content-length") ?? 0) > limit) return Promise.resolve(tooLarge());
  if (headerOf(request, "expect") !== undefined) response.writeContinue();

  return new Promise((resolve) => {
    const bytes = collectBytes(limit);
    const timer = setTimeout(() => settle(refused(refuse("timeout", TOO_SLOW))), timeout);
    const settle = (result: BodyResult) => {
      clearTimeout(timer);
      request.off("data", onData);
      resolve(result);
      // The listeners below live on while the rest of a refused body runs past.
      bytes.clear();
    };
    const onData = (chunk: Buffer) => {
      if (bytes.length() + chunk.length > limit) return settle(tooLarge());
      if (!place.take(chunk.length)) return settle(refused(refuse("unavailable", BUSY, { "retry-after": "2" })));
      bytes.add(chunk);
    };
    request.on("data", onData);
    request.on("end", () => {
      const body = bytes.all();
      const isText = isUtf8(body);
      settle(isText ? { kind: "body", bytes: body } : { kind: "refused", refusal: refuse("malformed", NOT_UTF8) });
    });
    request.on("error", () => settle({ kind: "gone" }));
    request.on("close", () => settle({ kind: "gone" }));
  });
}

/**
 * Collects bytes in one buffer that doubles when it is full. Kept pieces would live until a full collection of garbage, and
 * joining them at the end would copy a whole file without a pause.
 *
 * @param limit most bytes that are ever added
 */
function collectBytes(limit: number) {
  let [buffer, length] = [Buffer.alloc(0), 0];
  return {
    length: () => length,
    add: (piece: Buffer) => {
      const needed = length + piece.length;
      if (needed > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.max(needed, Math.min(2 * buffer.length, limit)));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      piece.copy(buffer, length);
      length = needed;
    },
    all: () => buffer.subarray(0, length),
    clear: () => {
      buffer = Buffer.alloc(0);
      length = 0;
    },
  };
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
