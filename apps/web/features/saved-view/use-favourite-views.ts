"use client";

import { usePreference } from "../../entities/preference/use-preference.ts";

/** Returns the ids of the user's favourite views and a function that replaces them. Favourites are personal. */
export function useFavouriteViews(): [string[], (ids: string[]) => void] {
  return usePreference<string[]>("view.favourites", []);
}
