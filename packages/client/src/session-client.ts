import type { ClientOptions, Docket } from "./client.ts";
import { createClient } from "./client.ts";

/**
 * A client that signs in as a person, as a browser does, and keeps the cookies in memory: for what tokens may not do,
 * first of all making tokens. Call `session.signIn` with it, and `session.signOut` when done.
 */
export function createSessionClient({
  url,
  fetch = globalThis.fetch,
  ...waiting
}: Omit<ClientOptions, "token" | "timeoutMs">): Docket {
  const { origin } = new URL(url);
  const cookies = new Map<string, string>();
  const withCookies = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    // The server takes a write without a token only from its own pages.
    headers.set("origin", origin);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(input, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie);
    return response;
  };
  return createClient({ url, fetch: withCookies, ...waiting });
}

function keep(cookies: Map<string, string>, setCookie: string): void {
  const [pair = "", ...attributes] = setCookie.split(";");
  const [name = "", ...value] = pair.split("=");
  const isOver = attributes.some((attribute) => /^\s*max-age=(0|-\d+)\s*$/i.test(attribute));
  if (isOver) cookies.delete(name.trim());
  else cookies.set(name.trim(), value.join("=").trim());
}
