"use client";

import { useMemo, useState } from "react";
import { usePreference } from "../../entities/preference/use-preference.ts";
import { usePath } from "../../navigation/address.tsx";

export type SidebarState = {
  /** Whether the user has hidden the sidebar in a wide window. */
  isHidden: boolean;
  /** Whether the sidebar is open over the page on a phone. */
  isOpen: boolean;
  /** Shows or hides the sidebar, both in wide windows and on phones. */
  toggle: () => void;
};

/**
 * Returns the state of the sidebar. On a phone it stays open only on the page where it was opened, so navigating closes
 * it.
 */
export function useSidebar(): SidebarState {
  const path = usePath();
  const [isHidden, setHidden] = usePreference<boolean>("sidebar.hidden", false);
  const [openOn, setOpenOn] = useState<string | null>(null);
  const isOpen = openOn === path;
  return useMemo(
    () => ({
      isHidden,
      isOpen,
      toggle: () => {
        if (window.matchMedia("(width < 48rem)").matches) setOpenOn(isOpen ? null : path);
        else setHidden(!isHidden);
      },
    }),
    [isHidden, isOpen, path, setHidden],
  );
}
