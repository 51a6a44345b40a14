import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiListener } from "./api.ts";
import type { BodyMemoryBudget } from "./body-memory-budget.ts";
import { bodyLimitOf, isUpload, readBody } from "./body.ts";
import { guardMethod, guardWrite, isWrite } from "./guard.ts";
import type { Area } from "./guard.ts";
import { mayReadMetrics } from "./metrics.ts";
import type { FrontLimits, FrontOptions } from "./option.ts";
import { refuse } from "./refusal.ts";
import type { FrontRefusal } from "./refusal.ts";
import { headerOf } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";
import { stripRefreshCookie } from "./session-refresh.ts";

/** A request with the information that the front has determined about it. */
export type RoutedRequest = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly area: Area;
  readonly path: string;
  readonly info: RequestInfo;
};

/** Dependencies shared by all requests of a server. */
export type RequestDeps = {
  readonly options: FrontOptions;
  readonly limits: FrontLimits;
  readonly callApi: ApiListener;
  readonly servePage: PageHandler;
  readonly bodies: BodyMemoryBudget;
  readonly isDraining: () => boolean;
};

const NOT_SERVING = "This process only runs background jobs. It has no pages and no API.";
const STARTING = "Docket is starting. Try again in a moment.";

/**
 * Checks a request against the rules of its area and passes it to the area's handler.
 *
 * @returns the refusal, or null if a response has been sent
 */
export async function routeRequest(routed: RoutedRequest, deps: RequestDeps): Promise<FrontRefusal | null> {
  const { request, area } = routed;
  const refusal = guardMethod(request, area);
  if (refusal !== null) return refusal;
  if (area === "health") return showHealth(routed, deps);
  if (area === "metrics") return showMetrics(routed, deps);
  if (deps.options.isServing === false) return refuse("not_found", NOT_SERVING);
  if (deps.options.isStarted?.() === false) {
    return refuse("unavailable", STARTING, { "retry-after": "2" });
  }
  return area === "api" ? routeToApi(routed, deps) : deps.servePage(routed);
}

async function showHealth({ path, response }: RoutedRequest, { options, isDraining }: RequestDeps): Promise<null> {
  const isHealthy = path === "/healthz" || (!isDraining() && (await options.ready().catch(() => false)));
  sendText(response, isHealthy ? 200 : 503, isHealthy ? "ok\n" : "unavailable\n");
  return null;
}

async function showMetrics(
  { request, response, info }: RoutedRequest,
  { options: { metrics, settings } }: RequestDeps,
): Promise<FrontRefusal | null> {
  const caller = { isLocal: info.isLocal, authorization: headerOf(request, "authorization") };
  if (!mayReadMetrics(caller, settings)) return refuse("not_found", "Page not found.");
  sendText(response, 200, await metrics.text(), metrics.contentType);
  return null;
}

async function routeToApi(
  { request, response, path, info }: RoutedRequest,
  { options, limits, callApi, bodies }: RequestDeps,
): Promise<FrontRefusal | null> {
  const refusal = guardWrite(request, info, options.settings.origins);
  if (refusal !== null) return refusal;
  if (options.session !== undefined) stripRefreshCookie(request, path, options.session.refreshName);
  if (!isWrite(request)) {
    await callApi(request, response, info, null);
    return null;
  }
  const reservation = bodies.createReservation(info.clientIp);
  try {
    const target = request.url ?? "";
    const timeout = isUpload(target) ? limits.requestTimeout : limits.bodyTimeout;
    const body = await readBody(request, response, { limit: bodyLimitOf(target), timeout }, reservation);
    if (body.kind === "refused") return body.refusal;
    if (body.kind === "body") await callApi(request, response, info, body.bytes);
    return null;
  } finally {
    reservation.release();
  }
}

function sendText(response: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/**
 * Handles a request for a page or a file in the web app.
 *
 * @returns the refusal, or null if a response has been sent
 */
export type PageHandler = (routed: RoutedRequest) => Promise<FrontRefusal | null>;
