import type { IncomingMessage } from "node:http";

/** Returns the first value of a request header, or undefined if it is missing. The name must be in lower case. */
export function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Returns how many times a request contains a header. Node's `headersDistinct` is stale after {@link deleteHeaders}.
 *
 * @param name in lower case
 */
export function headerCount({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

/**
 * Removes every matching request header. Node stores headers twice (`headers` and `rawHeaders`). Both are changed,
 * because the handlers read both.
 *
 * @returns whether a header was removed
 */
export function deleteHeaders(request: IncomingMessage, shouldDelete: (name: string) => boolean): boolean {
  let hasDeleted = false;
  for (const name in request.headers) {
    if (!shouldDelete(name)) continue;
    delete request.headers[name];
    hasDeleted = true;
  }
  if (!hasDeleted) return false;
  request.rawHeaders = request.rawHeaders.filter((_, index, raw) => {
    const name = raw[index - (index % 2)] ?? "";
    return !shouldDelete(name.toLowerCase());
  });
  return true;
}

/** Sets a request header in both of Node's lists, replacing all values that the client sent for it. */
export function setHeader(request: IncomingMessage, name: string, value: string): void {
  deleteHeaders(request, (other) => other === name);
  request.headers[name] = value;
  request.rawHeaders.push(name, value);
}

/**
 * Returns the first cookie with the given name from a `Cookie` header, undecoded (RFC 6265 section 5.4 sends it as
 * stored).
 */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const found = header?.split(";").find((pair) => nameOf(pair) === name);
  return found?.slice(found.indexOf("=") + 1).trim();
}

/**
 * Returns a `Cookie` header without the cookies that have the given name. If there is a new value, it is appended.
 * Other cookies are kept as they were sent.
 *
 * @returns undefined if no cookie is left
 */
export function replaceCookie(header: string | undefined, name: string, value?: string): string | undefined {
  const kept = (header ?? "").split(";").filter((pair) => pair.trim() !== "" && nameOf(pair) !== name);
  const all = kept.map((pair) => pair.trim());
  if (value !== undefined) all.push(`${name}=${value}`);
  return all.length === 0 ? undefined : all.join("; ");
}

function nameOf(pair: string): string {
  return pair.slice(0, pair.indexOf("=")).trim();
}
