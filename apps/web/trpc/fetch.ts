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

/** `fetch` that renews the session when the server says that it has run out, and then asks once more. */
export async function fetchWithSession(input: RequestInfo | URL | string, init?: RequestInit): Promise<Response> {
  const response = await fetch(input, init);
  // A refused sign-in says that the password is wrong, not that a session has run out.
  if (response.url.includes("/session.")) return response;
  if (response.status !== 401 || (await refreshSession()) !== "renewed") return response;
  return fetch(input, init);
}
