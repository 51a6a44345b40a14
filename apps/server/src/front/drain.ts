import type { Server, ServerResponse } from "node:http";
import type { FrontLimits } from "./option.ts";

/**
 * The responses in progress. Each has a controller, which is aborted when the process is about to exit. A single signal
 * for all of them would be simpler, but signals derived from one that lives as long as the process are never completely
 * freed (measured with AbortSignal.any on Node 20: 55 bytes for each request).
 */
export type OpenResponses = ReadonlyMap<ServerResponse, AbortController>;

/**
 * Stops a server gracefully. It stops accepting connections, tells streams to finish, lets running requests complete
 * and closes idle connections. Connections that are still open after `limits.total` milliseconds are cut off.
 *
 * @param open a live view of the open responses; a response is removed when it ends
 */
export async function drain(server: Server, open: OpenResponses, limits: FrontLimits["drain"]): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const [response, stopping] of open) {
    if (!response.headersSent) response.setHeader("connection", "close");
    stopping.abort();
  }
  // A connection that is busy now becomes idle later. It would otherwise stay open until its keep-alive timeout.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const streams = setTimeout(() => endStreams(open), limits.streams);
  const all = setTimeout(() => server.closeAllConnections(), limits.total);
  await closed;
  clearInterval(idle);
  clearTimeout(streams);
  clearTimeout(all);
}

/** Cuts off the event streams that have not ended on their own. Their clients reconnect automatically. */
function endStreams(open: OpenResponses): void {
  for (const response of open.keys()) {
    if (String(response.getHeader("content-type")).startsWith("text/event-stream")) response.destroy();
  }
}

/**
 * Cuts off responses that have data to send but have not sent a byte for `timeoutMs` milliseconds. Otherwise, a stalled
 * client would keep a stream, its subscription and its buffer open forever.
 *
 * @returns a function that stops watching
 */
export function cutStalledReaders(open: OpenResponses, timeoutMs: number): () => void {
  const seen = new WeakMap<ServerResponse, { bytes: number; since: number }>();
  const cutStalled = () => {
    for (const response of open.keys()) {
      const bytes = response.socket?.bytesWritten ?? 0;
      const last = seen.get(response);
      const isMoving = response.writableLength === 0 || last === undefined || last.bytes !== bytes;
      if (isMoving) seen.set(response, { bytes, since: Date.now() });
      else if (Date.now() - last.since >= timeoutMs) response.destroy();
    }
  };
  const timer = setInterval(cutStalled, Math.min(timeoutMs / 3, 5_000));
  timer.unref();
  return () => clearInterval(timer);
}
