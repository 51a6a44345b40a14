"use client";

import type { Route } from "next";
import type { ComponentProps } from "react";
import { useNavigate } from "./use-navigate.ts";

type LinkProps<Path extends string> = Omit<ComponentProps<"a">, "href" | "target"> & { href: Route<Path> };

/**
 * A link to a page of this site. See `useNavigate` for how it is opened. Clicks that open a tab or a window, or download
 * the page, are left to the browser.
 */
export function Link<Path extends string>({ href, onClick, children, ...rest }: LinkProps<Path>) {
  const navigate = useNavigate();
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event);
        const isModified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (event.defaultPrevented || event.button !== 0 || isModified) return;
        event.preventDefault();
        navigate(href);
      }}
    >
      {children}
    </a>
  );
}
