import type { IncomingMessage, ServerResponse } from "node:http";
import { storedIp } from "@docket/core/runtime/client-ip";
import type { Peer } from "./forwarding.ts";
import type { Area } from "./guard.ts";
import type { RequestLog } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Information about a request that is available when it arrives. */
export type Arrival = {
  readonly requestId: string;
  readonly area: Area;
  readonly path: string;
  /** Null if the peer can't be determined, in which case the request is rejected. */
  readonly peer: Peer | null;
};

/**
 * Records a request in the metrics and in the request log once its response has ended or been cut off.
 *
 * @returns a function that sets the user ID to log with the request
 */
export function watchRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { requestId, area, path, peer }: Arrival,
  { logRequest, metrics }: { logRequest: RequestLog; metrics: Metrics },
): (userId: string) => void {
  const startedAt = performance.now();
  const method = request.method ?? "";
  let identifiedUserId: string | undefined;
  response.once("close", () => {
    const ms = performance.now() - startedAt;
    const status = response.statusCode;
    metrics.observe({ area, method, status }, ms / 1000);
    logRequest({
      id: requestId,
      method,
      path,
      status,
      ms: Math.round(ms * 10) / 10,
      ip: peer === null ? "" : storedIp(peer.clientIp),
      ...(identifiedUserId === undefined ? {} : { userId: identifiedUserId }),
      ...(response.writableFinished ? {} : { isAborted: true as const }),
    });
  });
  return (userId) => {
    identifiedUserId = userId;
  };
}
