import { setImmediate } from "node:timers/promises";
import { limitedIp } from "@docket/core/runtime/client-ip";
import { message } from "@docket/schema/message";
import { createConcurrencyLimit } from "./concurrency-limit.ts";
import type { ConcurrencyLimit } from "./concurrency-limit.ts";
import { replaceErrorResponse } from "./error-response.ts";
import { forwardPath, forwardPeer } from "./forwarding.ts";
import { setPagePolicy } from "./headers.ts";
import type { FrontLimits, FrontOptions, PageFile, PageGate } from "./option.ts";
import { acceptsPage, localeOf } from "./problem-page.ts";
import { RETRY_SOON_SECONDS, refuse, sendRefusal } from "./refusal.ts";
import type { FrontRefusal } from "./refusal.ts";
import { createRenderBudget } from "./render-budget.ts";
import { headerOf, setHeader } from "./request-header.ts";
import type { RoutedRequest, PageHandler } from "./route-request.ts";
import { isRenewalDue, refreshForPage, stripRefreshCookie } from "./session-refresh.ts";

const BUSY = "Docket is busy. Try again in a moment.";

const RETRY_SOON = { "retry-after": String(RETRY_SOON_SECONDS) };

/** Codes of temporary errors. They are shown with their own message instead of "something went wrong". */
const TEMPORARY_CODES: ReadonlySet<string> = new Set(["unavailable", "timeout", "too_many_requests"]);

/**
 * Creates the handler for page requests. Rendering is the most expensive work that an anonymous caller can cause.
 * Requests for unknown paths are therefore answered without rendering, every page counts against a budget, each
 * caller's requests are handled one at a time, and rendering for one caller takes a limited share of time. The files in
 * `public` are sent from memory, because serving an icon through Next would cost a tenth as much as a page.
 */
export function createPageHandler(options: FrontOptions, limits: Pick<FrontLimits, "pages">): PageHandler {
  const { pageGate: gate } = options;
  const turns = createConcurrencyLimit(limits.pages);
  const rendering = createRenderBudget(limits.pages);
  return async (routed) => {
    const { request, response, area, path, info } = routed;
    if (area !== "page") return renderPage(routed, options);
    const found = gate === undefined ? "page" : gate.find(path);
    // Renews the session first. Otherwise, a user whose access token has expired would be counted as anonymous.
    const renewalRefusal = found === "page" ? await renewSession(routed, options, turns) : null;
    if (renewalRefusal !== null) return renewalRefusal;
    const counted = found === "page" ? await gate?.count(headerOf(request, "cookie"), info.clientIp) : undefined;
    const caller = counted?.caller ?? limitedIp(info.clientIp);
    const endTurn = await turns.acquire(caller);
    if (endTurn === null) return refuse("unavailable", BUSY, RETRY_SOON);
    try {
      const seconds = counted?.retryAfterSeconds ?? null;
      if (found === "page" && seconds === null) {
        return await rendering.run(caller, async () => (response.destroyed ? null : renderPage(routed, options)));
      }
      // Yields to other callers before this caller's next request is handled.
      await setImmediate();
      if (found === null) return refuse("not_found", "Page not found.");
      if (found !== "page") return sendFile(routed, found, options);
      const headers = { "retry-after": String(seconds) };
      return refuse("too_many_requests", message`Too many requests. Try again in ${seconds ?? 0} seconds.`, headers);
    } finally {
      endTurn();
    }
  };
}

/**
 * Renews the session of a request. Renewals from one IP address run one at a time, because even an invalid refresh
 * token costs a database query before the request is counted.
 */
async function renewSession(
  { request, response, info }: RoutedRequest,
  { session, logger }: FrontOptions,
  turns: ConcurrencyLimit,
): Promise<FrontRefusal | null> {
  if (session === undefined || !(await isRenewalDue(request, session))) return null;
  const endTurn = await turns.acquire(`renewal|${limitedIp(info.clientIp)}`);
  if (endTurn === null) return refuse("unavailable", BUSY, RETRY_SOON);
  try {
    return await refreshForPage(request, response, session, info, logger);
  } finally {
    endTurn();
  }
}

/**
 * Sends a file with the same content security policy as pages. The policy also governs the service worker, which is one
 * of these files.
 */
function sendFile({ request, response }: RoutedRequest, { type, body }: PageFile, { settings }: FrontOptions): null {
  setPagePolicy(request, response, settings);
  response.writeHead(200, { "content-type": type, "content-length": body.length });
  response.end(body);
  return null;
}

async function renderPage(routed: RoutedRequest, options: FrontOptions): Promise<null> {
  const { request, response, area, path, info } = routed;
  const { session, settings, pages, pageGate, fontPath } = options;
  forwardPeer(request, info);
  forwardPath(request);
  setHeader(request, "x-request-id", info.requestId);
  if (area === "page") setPagePolicy(request, response, settings);
  if (session !== undefined) stripRefreshCookie(request, path, session.refreshName);
  if (pageGate === undefined || area !== "page") await pages(request, response);
  else await renderTracked(routed, () => pages(request, response), { ...pageGate, fontPath: fontPath?.() ?? null });
  return null;
}

/**
 * Renders a page. If one of its API calls is refused for a temporary reason, responds with that refusal instead of 500.
 */
async function renderTracked(
  { request, response, info: { requestId } }: RoutedRequest,
  render: () => Promise<void>,
  { track, fontPath }: Pick<PageGate, "track"> & { fontPath: string | null },
): Promise<void> {
  let refusal: FrontRefusal | null = null;
  const send = (found: FrontRefusal) =>
    sendRefusal(response, found, {
      requestId,
      locale: localeOf(request),
      isPage: acceptsPage(request),
      fontPath,
    });
  replaceErrorResponse(response, () => refusal, send);
  await track(render, ({ code, message }) => {
    if (TEMPORARY_CODES.has(code)) refusal ??= refuse(code, message, RETRY_SOON);
  });
}
