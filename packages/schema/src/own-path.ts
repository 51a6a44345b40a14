/**
 * A placeholder for the origin of this installation. An address that resolves to this origin is a path on this site.
 */
const ORIGIN = "https://docket.invalid";

/**
 * Converts an address to a path on this site, including its query and fragment, so that following it never leaves the
 * site. It uses the same parser as browsers (WHATWG URL), which drops tabs and line breaks and treats `\` as `/`.
 *
 * @param address the requested target, which can come from an attacker
 * @returns `/` for an address on another site and for anything that is not an address
 */
export function ownPath(address: unknown): string {
  if (typeof address !== "string" || !URL.canParse(address, ORIGIN)) return "/";
  const { origin, pathname, search, hash } = new URL(address, ORIGIN);
  // Removing dot segments can leave a path that starts with `//`, like the address of another host: `/.//evil.example`.
  return origin === ORIGIN && !pathname.startsWith("//") ? pathname + search + hash : "/";
}
