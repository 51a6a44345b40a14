import { isUtf8 } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import { message } from "@docket/schema/message";
import { MAX_UPLOAD_BODY, UPLOAD_PROCEDURES } from "@docket/schema/upload";
import type { BodyReservation } from "./body-memory-budget.ts";
import { refuse, type FrontRefusal } from "./refusal.ts";
import { headerOf } from "./request-header.ts";

/** Maximum body sizes in bytes. `upload` applies only to an unbatched call to a procedure that accepts a file. */
export const BODY_LIMIT = { usual: 256 * 1024, upload: MAX_UPLOAD_BODY } as const;

const UPLOAD_PATHS = new Set([...UPLOAD_PROCEDURES].map((name) => `/api/trpc/${name}`));

// How much of a rejected body is still read and discarded. A client that is cut off while sending reports a broken
// connection and never reads the error response. A file that is only slightly too large is therefore read to its end.
const DISCARDED = { bytes: 2 * BODY_LIMIT.upload, milliseconds: 10_000 };

const NOT_UTF8 = "Send JSON in UTF-8.";
const TOO_SLOW = "The request took too long to arrive.";
const BUSY = "Docket is busy. Try again in a moment.";

/** A request body, or the reason why there is none: it was rejected, or the client disconnected while sending it. */
export type BodyResult =
  | { readonly kind: "body"; readonly bytes: Buffer }
  | { readonly kind: "refused"; readonly refusal: FrontRefusal }
  | { readonly kind: "gone" };

/**
 * Returns whether a write to this target can contain a file. Batches and other targets with a query can't, because
 * their bodies are parsed on the main thread.
 */
export function isUpload(target: string): boolean {
  return UPLOAD_PATHS.has(target);
}

/** Returns the maximum body size, in bytes, of a write to this target. */
export function bodyLimitOf(target: string): number {
  return isUpload(target) ? BODY_LIMIT.upload : BODY_LIMIT.usual;
}

/**
 * Reads a body into memory up to a limit. A longer body is rejected before any of it is read if it has a
 * `Content-Length`, and otherwise as soon as it exceeds the limit. A body that is not valid UTF-8 is rejected too,
 * because decoding would silently insert replacement characters into the user's text (RFC 8259 section 8.1).
 *
 * @param limit in bytes
 * @param timeout time within which the body must arrive, in milliseconds
 * @param reservation the reservation that the bytes count against; the caller releases it
 */
export function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  { limit, timeout }: { limit: number; timeout: number },
  reservation: BodyReservation,
): Promise<BodyResult> {
  const refused = (refusal: FrontRefusal) => {
    discard(request);
    return { kind: "refused", refusal } as const;
  };
  const tooLarge = () =>
    refused(refuse("too_large", message`A request can have at most ${Math.floor(limit / 1024)} KB.`));
  if (Number(headerOf(request, "content-length") ?? 0) > limit) return Promise.resolve(tooLarge());
  if (headerOf(request, "expect") !== undefined) response.writeContinue();

  return new Promise((resolve) => {
    const bytes = collectBytes(limit);
    const timer = setTimeout(() => settle(refused(refuse("timeout", TOO_SLOW))), timeout);
    const settle = (result: BodyResult) => {
      clearTimeout(timer);
      request.off("data", onData);
      resolve(result);
      // The listeners below stay attached while the rest of a rejected body is discarded.
      bytes.clear();
    };
    const onData = (chunk: Buffer) => {
      if (bytes.length() + chunk.length > limit) return settle(tooLarge());
      if (!reservation.reserve(chunk.length))
        return settle(refused(refuse("unavailable", BUSY, { "retry-after": "2" })));
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
 * Collects bytes in one buffer, which doubles its size when full. Separate chunks would stay in memory until a major
 * garbage collection. Joining them at the end would block the event loop while a whole file is copied.
 *
 * @param limit maximum number of bytes to collect
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

/** Reads and discards the rest of a rejected body. Closes the connection if the body does not end soon. */
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
