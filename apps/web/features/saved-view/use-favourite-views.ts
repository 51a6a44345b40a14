"use client";

import { usePreference } from "../preference/use-preference.ts";

/** The ids of the views that I have given a star; views are shared, stars are one's own. */
export function useFavouriteViews(): [string[], (ids: string[]) => void] {
  return usePreference<string[]>("view.favourites", []);
}
