import { readViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/** Key of the preference that stores the last view of each page as a query string. */
export const REMEMBERED_VIEWS = "view.remembered";

/**
 * Maximum number of stored pages, which keeps the preference small. The least recently changed page is evicted first.
 */
const MAX_REMEMBERED = 150;

/** Returns the last view of a page. */
export function rememberedState(views: Record<string, string>, page: string, plain: ViewState): ViewState {
  return readViewState(new URLSearchParams(views[page] ?? ""), plain);
}

/** Returns the stored views with the given view added as the newest. */
export function remember(views: Record<string, string>, page: string, search: URLSearchParams): Record<string, string> {
  const others = Object.entries(views).filter(([name]) => name !== page);
  return Object.fromEntries([...others, [page, search.toString()] as const].slice(-MAX_REMEMBERED));
}
