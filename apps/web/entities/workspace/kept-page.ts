import type { WorkspaceNow } from "@docket/schema/workspace";
import type { DehydratedState } from "@tanstack/react-query";
import type { Viewer } from "../viewer/viewer.tsx";

/** What the pages of a workspace show besides the rows of the replica, as of the last visit. */
export type KeptPage = {
  viewer: Omit<Viewer, "today">;
  workspace: WorkspaceNow;
  /** The tag with which dates and numbers are formatted. */
  locale: string;
  queries: DehydratedState;
  /** When it was kept, in milliseconds since 1970. */
  keptAt: number;
};

const ALL_PREFIX = "docket.page.";
/** The number changes with the type of what is stored. Older pages are removed. */
const PREFIX = `${ALL_PREFIX}1.`;
/** After this time without a visit, a page is not shown any more, in milliseconds: as long as the stored rows. */
const MAX_AGE_MS = 30 * 86_400_000;

/** Stores a page in this browser, and removes those of other users. */
export function keepPage(storage: () => Storage, page: KeptPage): void {
  const { userId } = page.viewer;
  try {
    const browser = storage();
    for (const key of Object.keys(browser))
      if (key.startsWith(ALL_PREFIX) && !key.startsWith(`${PREFIX}${userId}.`)) browser.removeItem(key);
    browser.setItem(keyOf(page), JSON.stringify(page));
  } catch {
    // Storage is switched off or full. Without a connection, pages can't be opened then.
  }
}

/**
 * Stores a page again, unless it was removed since: the user may have signed out in another tab, or another user may have
 * signed in.
 */
export function replaceKeptPage(storage: () => Storage, page: KeptPage): void {
  try {
    const browser = storage();
    if (browser.getItem(keyOf(page)) !== null) browser.setItem(keyOf(page), JSON.stringify(page));
  } catch {
    // The page that is stored remains.
  }
}

function keyOf({ viewer, workspace }: KeptPage): string {
  return `${PREFIX}${viewer.userId}.${workspace.id}`;
}

/** Returns the stored page of a workspace or, without a slug, the last one; null if there is none. */
export function findKeptPage(storage: () => Storage, slug: string | null, now = Date.now()): KeptPage | null {
  try {
    const browser = storage();
    const pages = Object.keys(browser)
      .filter((key) => key.startsWith(PREFIX))
      // Safe because only `keepPage` writes under these keys.
      .map((key) => JSON.parse(browser.getItem(key) ?? "") as KeptPage)
      .filter(({ workspace, keptAt }) => (slug === null || workspace.slug === slug) && keptAt > now - MAX_AGE_MS)
      .toSorted((left, right) => right.keptAt - left.keptAt);
    return pages[0] ?? null;
  } catch {
    return null;
  }
}

/** Removes the stored pages of all users. */
export function removeKeptPages(storage: () => Storage): void {
  try {
    const browser = storage();
    for (const key of Object.keys(browser)) if (key.startsWith(ALL_PREFIX)) browser.removeItem(key);
  } catch {
    // Nothing is stored.
  }
}
