import { ownPath } from "@docket/schema/own-path";
import type { Route } from "next";
import { redirect } from "next/navigation";

/** Redirects the request for a page to another path on this site. Never returns. */
export function redirectTo<Path extends string>(path: Route<Path>): never {
  // Safe because `ownPath` returns the same path or the start page.
  redirect(ownPath(path) as Route<Path>);
}

/**
 * Navigates to another page on this site with a full page load, which clears all state in memory.
 *
 * @param path the path to load; if it leads to another site, the start page is loaded instead
 */
export function loadPage(path: string): void {
  window.location.assign(ownPath(path));
}

/** Returns the path of the sign-in page, which redirects to the given path after signing in. */
export function signInPath(next: string) {
  return `/login?next=${encodeURIComponent(ownPath(next))}` as const;
}
