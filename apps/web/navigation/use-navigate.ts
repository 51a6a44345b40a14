"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { pushAddress } from "./address.tsx";
import { areViewsOfOneDocument, viewAtPath } from "./view-address.ts";

/** Navigates to a page of this site. */
export type Navigate = <Path extends string>(href: Route<Path>) => void;

/**
 * Returns a function that navigates. From one view of a workspace to another, it only changes the address, and the
 * browser renders the view. All other pages are loaded from the server.
 */
export function useNavigate(): Navigate {
  const router = useRouter();
  return useMemo<Navigate>(
    () => (href) => {
      const { pathname } = new URL(href, window.location.href);
      if (!areViewsOfOneDocument(window.location.pathname, pathname)) router.push(href);
      else if (href === window.location.pathname + window.location.search) window.scrollTo(0, 0);
      else pushAddress(href);
    },
    [router],
  );
}

/**
 * Returns a function that reads the data of the server components again. A view is reloaded, because Next would replace
 * the view that was requested first.
 */
export function useRefresh(): () => void {
  const router = useRouter();
  return useMemo(
    () => () => {
      if (viewAtPath(window.location.pathname)) window.location.reload();
      else router.refresh();
    },
    [router],
  );
}
