import { requireOwnAnswer } from "@docket/schema/error-status";

/** Where the procedures are. */
export const API = "/api/trpc";
const REFRESH_PATH = `${API}/session.refresh`;

/** What became of a session: it goes on, it is over, or nobody could be asked. */
export type Refreshed = "renewed" | "over" | "unknown";

let refreshing: Promise<Refreshed> | null = null;

/** Says that this page has signed out, so that nothing in it asks for the session any more. */
export function markSignedOut(): void {
  refreshing = Promise.resolve("over");
}

/** Trades the refresh cookie for a new access cookie; however many ask at once, it happens once per tab. */
export function refreshSession(): Promise<Refreshed> {
  refreshing ??= fetch(REFRESH_PATH, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })
    .then(({ ok, status }): Refreshed => (ok ? "renewed" : status === 401 ? "over" : "unknown"))
    .catch((): Refreshed => "unknown")
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

type Fetch = (input: RequestInfo | URL | string, init?: RequestInit) => Promise<Response>;

/**
 * Sends a request and makes sure that Docket answered it.
 *
 * @param send what sends the request: `fetch`, or another function of the same form
 * @throws ForeignAnswer when something other than Docket answers
 */
export async function fetchOwnAnswer(
  input: RequestInfo | URL | string,
  init?: RequestInit,
  send: Fetch = fetch,
): Promise<Response> {
  return requireOwnAnswer(await send(input, init));
}
