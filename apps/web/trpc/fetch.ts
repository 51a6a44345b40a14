import { requireOwnAnswer } from "@docket/schema/error-status";

/** Where the procedures are. */
export const API = "/api/trpc";
const REFRESH_PATH = `${API}/session.refresh`;

/** What became of a session: it goes on, it is over, or nobody could be asked. */
export type Refreshed = "renewed" | "over" | "unknown";

let refreshing: Promise<Refreshed> | null = null;

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
 * `fetch` that renews the session when the server says that it has run out, and then asks once more.
 *
 * @param send what sends the request: `fetch`, or another function of the same form
 * @throws ForeignAnswer when something other than Docket answers
 */
export async function fetchWithSession(
  input: RequestInfo | URL | string,
  init?: RequestInit,
  send: Fetch = fetch,
): Promise<Response> {
  return requireOwnAnswer(await sendWithSession(input, init, send));
}

async function sendWithSession(
  input: RequestInfo | URL | string,
  init: RequestInit | undefined,
  send: Fetch,
): Promise<Response> {
  const response = await send(input, init);
  // A refused sign-in says that the password is wrong, not that a session has run out.
  if (response.url.includes("/session.")) return response;
  if (response.status !== 401 || (await refreshSession()) !== "renewed") return response;
  return send(input, init);
}
