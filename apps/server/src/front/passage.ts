import type { IncomingMessage, ServerResponse } from "node:http";
import type { ApiListener } from "./api.ts";
import type { BodyRoom } from "./body-room.ts";
import { bodyLimitOf, isUpload, readBody } from "./body.ts";
import { guardMethod, guardWrite } from "./guard.ts";
import type { Area } from "./guard.ts";
import { mayReadMetrics } from "./metrics.ts";
import type { FrontLimits, FrontOptions } from "./option.ts";
import type { PageHandler } from "./page.ts";
import { refuse } from "./refusal.ts";
import type { FrontRefusal } from "./refusal.ts";
import { headerOf } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";
import { stripRefreshCookie } from "./session-refresh.ts";

/** One request on its way through the front. */
export type Passage = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly area: Area;
  readonly path: string;
  readonly info: RequestInfo;
};

/** What the passages of one server share. */
export type Ways = {
  readonly options: FrontOptions;
  readonly limits: FrontLimits;
  readonly callApi: ApiListener;
  readonly servePage: PageHandler;
  readonly bodies: BodyRoom;
  readonly isDraining: () => boolean;
};

const NOT_SERVING = "This process does the jobs of Docket. It has no pages and no API.";
const STARTING = "Docket is starting. Please try again in a moment.";

/**
 * Leads a request through the gates of its area and on to whoever answers it.
 *
 * @returns why it was not let through; null when it has been answered
 */
export async function pass(passage: Passage, ways: Ways): Promise<FrontRefusal | null> {
  const { request, area } = passage;
  const refusal = guardMethod(request, area);
  if (refusal !== null) return refusal;
  if (area === "health") return showHealth(passage, ways);
  if (area === "metrics") return showMetrics(passage, ways);
  if (ways.options.isServing === false) return refuse("not_found", NOT_SERVING);
  if (ways.options.isStarted?.() === false) {
    return refuse("unavailable", STARTING, { "retry-after": "2" });
  }
  return area === "api" ? passToApi(passage, ways) : ways.servePage(passage);
}

async function showHealth({ path, response }: Passage, { options, isDraining }: Ways): Promise<null> {
  const isWell = path === "/healthz" || (!isDraining() && (await options.ready().catch(() => false)));
  sendText(response, isWell ? 200 : 503, isWell ? "ok\n" : "unavailable\n");
  return null;
}

async function showMetrics(
  { request, response, info }: Passage,
  { options: { metrics, settings } }: Ways,
): Promise<FrontRefusal | null> {
  const caller = { isLocal: info.isLocal, authorization: headerOf(request, "authorization") };
  if (!mayReadMetrics(caller, settings)) return refuse("not_found", "There is nothing here.");
  sendText(response, 200, await metrics.text(), metrics.contentType);
  return null;
}

async function passToApi(
  { request, response, path, info }: Passage,
  { options, limits, callApi, bodies }: Ways,
): Promise<FrontRefusal | null> {
  const refusal = guardWrite(request, info, options.settings.origins);
  if (refusal !== null) return refusal;
  if (options.session !== undefined) stripRefreshCookie(request, path, options.session.refreshName);
  if (request.method !== "POST") {
    await callApi(request, response, info, null);
    return null;
  }
  const place = bodies.enter(info.clientIp);
  try {
    const target = request.url ?? "";
    const timeout = isUpload(target) ? limits.requestTimeout : limits.bodyTimeout;
    const body = await readBody(request, response, { limit: bodyLimitOf(target), timeout }, place);
    if (body.kind === "refused") return body.refusal;
    if (body.kind === "body") await callApi(request, response, info, body.bytes);
    return null;
  } finally {
    place.leave();
  }
}

function sendText(response: ServerResponse, status: number, text: string, type = "text/plain; charset=utf-8"): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text) });
  response.end(text);
}
