"use client";

import { useCallback } from "react";
import { usePreference } from "../preference/use-preference.ts";

const useFoldedNames = () => usePreference<string[]>("sidebar.folded", []);

/** Whether a part of the sidebar is folded, and how to change that. */
export function useFolded(name: string): [boolean, () => void] {
  const [folded, setFolded] = useFoldedNames();
  const isFolded = folded.includes(name);
  const toggle = useCallback(
    () => setFolded(isFolded ? folded.filter((other) => other !== name) : [...folded, name]),
    [folded, isFolded, name, setFolded],
  );
  return [isFolded, toggle];
}

/** Returns how to unfold the given folders of the sidebar, so that what was put into them can be seen. */
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

/** The name under which it is remembered that a folder is folded. */
export const folderName = (id: string) => `folder.${id}`;
