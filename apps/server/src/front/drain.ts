import type { Server, ServerResponse } from "node:http";
import type { FrontLimits } from "./option.ts";

/**
 * The answers being written, each with what tells its source that the process is about to end. One signal for all of
 * them would be simpler, but what is derived from a signal that lives as long as the process is never quite freed
 * (seen with AbortSignal.any on Node 20: 55 bytes for each request).
 */
export type OpenAnswers = ReadonlyMap<ServerResponse, AbortController>;

/**
 * Ends a server without cutting anybody off who is being served: it stops accepting, tells streams to finish, lets
 * running requests end and closes what is idle. What is still open after `limits.total` milliseconds is cut.
 *
 * @param open is looked at again and again while answers end
 */
export async function drain(server: Server, open: OpenAnswers, limits: FrontLimits["drain"]): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const [response, stopping] of open) {
    if (!response.headersSent) response.setHeader("connection", "close");
    stopping.abort();
  }
  // A connection that was busy above becomes idle later and would stay until its keep-alive ends.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const streams = setTimeout(() => endStreams(open), limits.streams);
  const all = setTimeout(() => server.closeAllConnections(), limits.total);
  await closed;
  clearInterval(idle);
  clearTimeout(streams);
  clearTimeout(all);
}

/** An event stream whose source did not end by itself is ended for it; its reader comes back by itself. */
function endStreams(open: OpenAnswers): void {
  for (const response of open.keys()) {
    if (String(response.getHeader("content-type")).startsWith("text/event-stream")) response.destroy();
  }
}

/**
 * Cuts the answers that nobody reads: something waits to be sent, and not a byte has gone out for `patience`
 * milliseconds. Without it a stalled reader would hold a stream, its subscription and its buffer for ever.
 *
 * @returns the function that stops watching
 */
export function cutStalledReaders(open: OpenAnswers, patience: number): () => void {
  const seen = new WeakMap<ServerResponse, { bytes: number; since: number }>();
  const look = () => {
    for (const response of open.keys()) {
      const bytes = response.socket?.bytesWritten ?? 0;
      const last = seen.get(response);
      const isMoving = response.writableLength === 0 || last === undefined || last.bytes !== bytes;
      if (isMoving) seen.set(response, { bytes, since: Date.now() });
      else if (Date.now() - last.since >= patience) response.destroy();
    }
  };
  const timer = setInterval(look, Math.min(patience / 3, 5_000));
  timer.unref();
  return () => clearInterval(timer);
}
