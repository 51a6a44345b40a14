import type { ClientOptions, Docket } from "./client.ts";
import { createClient } from "./client.ts";

/**
 * Creates a client that signs in as a user and keeps the cookies in memory, as a browser does. Use it for operations
 * that tokens can't perform, such as creating tokens. Call `session.signIn` first and `session.signOut` at the end.
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
    // Without a token, the server accepts writes only from its own origin.
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
