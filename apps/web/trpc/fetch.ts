import { requireDocketResponse } from "@docket/schema/error-status";
import { USER_HEADER } from "@docket/schema/user-header";

/** The path of the tRPC endpoint. */
export const API_PATH = "/api/trpc";
const REFRESH_PATH = `${API_PATH}/session.refresh`;

/** The header that names the user of the page. */
export const userHeaders: { [USER_HEADER]?: string } = {};

/**
 * Names the user whose data this page shows. Reloads the page if it has shown data of another user, who signed out in
 * another tab.
 */
export function setPageUser(userId: string): void {
  const shown = userHeaders[USER_HEADER];
  if (shown && shown !== userId) location.reload();
  userHeaders[USER_HEADER] = userId;
}

/**
 * Result of renewing a session: `over` if the session has ended or another user has signed in, `unknown` if the server
 * could not be reached.
 */
export type Refreshed = "renewed" | "over" | "unknown";

let refreshing: Promise<Refreshed> | null = null;

let hasSignedOut = false;

/** Returns whether the user has signed out on this page, so that nothing of them may be stored any more. */
export function isSignedOut(): boolean {
  return hasSignedOut;
}

/** Marks this page as signed out, so that it stops trying to renew the session. */
export function markSignedOut(): void {
  hasSignedOut = true;
  refreshing = Promise.resolve("over");
}

/** Renews the access cookie with the refresh cookie. Concurrent calls in a tab share one request. */
export function refreshSession(): Promise<Refreshed> {
  refreshing ??= fetch(REFRESH_PATH, {
    method: "POST",
    headers: { "content-type": "application/json", ...userHeaders },
    body: "{}",
  })
    .then(({ ok, status }): Refreshed => (ok ? "renewed" : status === 401 ? "over" : "unknown"))
    .catch((): Refreshed => "unknown")
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

type Fetch = (input: RequestInfo | URL | string, init?: RequestInit) => Promise<Response>;

/**
 * Sends a request and verifies that Docket sent the response, not a proxy.
 *
 * @param send sends the request: `fetch` or a function with the same signature
 * @throws ForeignAnswer when the response comes from another program
 */
export async function fetchOwnAnswer(
  input: RequestInfo | URL | string,
  init?: RequestInit,
  send: Fetch = fetch,
): Promise<Response> {
  return requireDocketResponse(await send(input, init));
}
