import type { PreferenceList } from "@docket/schema/preference";
import { REMEMBERED_VIEWS, rememberedState } from "./remembered-view.ts";
import { hasViewState, readViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/** Query parameters of a URL, as Next passes them to pages. */
type SearchParams = Record<string, string | string[] | undefined>;

/** A request of a view, for which the server loads the first data. */
export type ViewRequest = { workspaceId: string; searchParams: SearchParams };

/**
 * Returns the view that a page will have in the browser: the view in the URL, otherwise the last one. The server uses
 * it to load the first tasks.
 */
export function requestedView(
  searchParams: SearchParams,
  preferences: PreferenceList,
  page: string,
  plain: ViewState,
): ViewState {
  const search = new URLSearchParams(
    Object.entries(searchParams).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  if (hasViewState(search)) return readViewState(search, plain);
  const views = preferences.items.find(({ key }) => key === REMEMBERED_VIEWS)?.value;
  // Safe because only `useViewState` writes this preference, as a map of strings. Any other value is ignored.
  return rememberedState((views ?? {}) as Record<string, string>, page, plain);
}
