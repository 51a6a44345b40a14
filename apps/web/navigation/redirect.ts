import { ownPath } from "@docket/schema/own-path";
import type { Route } from "next";
import { redirect } from "next/navigation";

/** Redirects the request for a page to another path of this site. Never returns. */
export function redirectTo<Path extends string>(path: Route<Path>): never {
  // Safe because it is the same path, or the start page.
  redirect(ownPath(path) as Route<Path>);
}

/**
 * Navigates to another page of this site with a full page load, which clears all state in memory.
 *
 * @param path a path; one that leads to another site is replaced by the start page
 */
export function loadPage(path: string): void {
  window.location.assign(ownPath(path));
}

/** Returns the path of the sign-in page that continues to the given path. */
export function signInPath(next: string) {
  return `/login?next=${encodeURIComponent(ownPath(next))}` as const;
}
