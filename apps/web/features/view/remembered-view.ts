import { readViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/** The preference that holds the last state of each page, as the search part of its address. */
export const REMEMBERED_VIEWS = "view.remembered";

/** Pages that are remembered; the longest unused is forgotten first, so that the preference stays small. */
const MAX_REMEMBERED = 150;

/** The state in which a page was left. */
export function rememberedState(views: Record<string, string>, page: string, plain: ViewState): ViewState {
  return readViewState(new URLSearchParams(views[page] ?? ""), plain);
}

/** The remembered pages, with this one as the newest. */
export function remember(views: Record<string, string>, page: string, search: URLSearchParams): Record<string, string> {
  const others = Object.entries(views).filter(([name]) => name !== page);
  return Object.fromEntries([...others, [page, search.toString()] as const].slice(-MAX_REMEMBERED));
}
