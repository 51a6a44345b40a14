import { ownPath } from "@docket/schema/own-path";
import type { Route } from "next";
import { redirect } from "next/navigation";

/** Redirects the request for a page to another page of this site. Never returns. */
export function redirectTo<Path extends string>(path: Route<Path>): never {
  // Safe because it is the same path, or the start page.
  redirect(ownPath(path) as Route<Path>);
}

/**
 * Leaves the page for another one of this site by a full load, which keeps nothing of this page in memory.
 *
 * @param path a path; one that leads to another site leads to the start page
 */
export function loadPage(path: string): void {
  window.location.assign(ownPath(path));
}

/** The sign-in page, which leads on to this path of the site afterwards. */
export function signInPath(next: string) {
  return `/login?next=${encodeURIComponent(ownPath(next))}` as const;
}
