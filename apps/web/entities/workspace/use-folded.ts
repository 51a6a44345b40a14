"use client";

import { useCallback } from "react";
import { usePreference } from "../preference/use-preference.ts";

const useFoldedNames = () => usePreference<string[]>("sidebar.folded", []);

/** Returns whether a section of the sidebar is collapsed, and a function that toggles it. */
export function useFolded(name: string): [boolean, () => void] {
  const [folded, setFolded] = useFoldedNames();
  const isFolded = folded.includes(name);
  const toggle = useCallback(
    () => setFolded(isFolded ? folded.filter((other) => other !== name) : [...folded, name]),
    [folded, isFolded, name, setFolded],
  );
  return [isFolded, toggle];
}

/** Returns a function that expands folders in the sidebar, so that items moved into them are visible. */
export function useUnfoldFolders(): (ids: readonly string[]) => void {
  const [folded, setFolded] = useFoldedNames();
  return useCallback(
    (ids) => {
      const names = new Set(ids.map(folderName));
      if (folded.some((name) => names.has(name))) setFolded(folded.filter((name) => !names.has(name)));
    },
    [folded, setFolded],
  );
}

/** Returns the key under which a folder's collapsed state is stored. */
export const folderName = (id: string) => `folder.${id}`;
