/** A placeholder for the origin of this installation: an address that resolves to it is a path of this site. */
const ORIGIN = "https://docket.invalid";

/**
 * Returns the address as a path of this site, with its query and fragment, so that following it leads nowhere else. The
 * browser's own parser decides (WHATWG URL), because it drops tabs and line ends and reads `\` as `/`.
 *
 * @param address the requested target; it may come from an attacker
 * @returns `/` for an address of another site and for what is no address
 */
export function ownPath(address: unknown): string {
  if (typeof address !== "string" || !URL.canParse(address, ORIGIN)) return "/";
  const { origin, pathname, search, hash } = new URL(address, ORIGIN);
  // Removing dot segments can leave a path that begins like another host: `/.//evil.example`.
  return origin === ORIGIN && !pathname.startsWith("//") ? pathname + search + hash : "/";
}
