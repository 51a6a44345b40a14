"use client";

import { useCallback } from "react";
import { usePreference } from "../preference/use-preference.ts";

/** Whether a part of the sidebar is folded, and how to change that. */
export function useFolded(name: string): [boolean, () => void] {
  const [folded, setFolded] = usePreference<string[]>("sidebar.folded", []);
  const isFolded = folded.includes(name);
  const toggle = useCallback(
    () => setFolded(isFolded ? folded.filter((other) => other !== name) : [...folded, name]),
    [folded, isFolded, name, setFolded],
  );
  return [isFolded, toggle];
}
