/** Where the procedures are. */
export const API = "/api/trpc";
const REFRESH_PATH = `${API}/session.refresh`;

let refreshing: Promise<boolean> | null = null;

/** Trades the refresh cookie for a new access cookie; however many ask at once, it happens once per tab. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= fetch(REFRESH_PATH, { method: "POST", headers: { "content-type": "application/json" }, body: "{}" })
    .then((response) => response.ok)
    .catch(() => false)
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
  if (response.status !== 401 || !(await refreshSession())) return response;
  return fetch(input, init);
}
