"use client";

import { usePathname } from "next/navigation";
import { useMemo, useState } from "react";
import { usePreference } from "../preference/use-preference.ts";

export type SidebarState = {
  /** Hidden on a wide window, by choice. */
  isHidden: boolean;
  /** Over the page on a phone. */
  isOpen: boolean;
  /** Shows or hides it, whichever kind of window it is. */
  toggle: () => void;
};

/** Whether the sidebar shows. On a phone it belongs to the page on which it was opened, so that going somewhere closes it. */
export function useSidebar(): SidebarState {
  const path = usePathname();
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
