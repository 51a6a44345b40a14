import type { PreferenceList } from "@docket/schema/preference";
import { REMEMBERED_VIEWS, rememberedState } from "./remembered-view.ts";
import { hasViewState, readViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/** The search part of an address, as Next gives it. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** How a page will look in the browser, for the server that reads its first tasks: by the address, else as it was left. */
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
  // Safe because useViewState alone writes this preference, as a map of texts; anything else reads as nothing.
  return rememberedState((views ?? {}) as Record<string, string>, page, plain);
}
