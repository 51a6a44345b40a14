"use client";

import type { Route } from "next";
import type { ReactNode } from "react";
import { usePath } from "../navigation/address.tsx";
import { Link } from "../navigation/link.tsx";

/**
 * Navigation between the pages of an area: a column next to the page or, in a narrow window, a scrollable row above it.
 */
export function PageNav({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav
      aria-label={label}
      className="-mx-3 flex gap-1 overflow-x-auto px-3 py-1 sm:-mx-6 sm:px-6 lg:sticky lg:top-6 lg:mx-0 lg:flex-col lg:gap-4 lg:self-start lg:overflow-visible lg:p-0"
    >
      {children}
    </nav>
  );
}

/** A titled group of links. */
export function PageNavGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="shrink-0">
      <p aria-hidden className="truncate px-2.5 pb-1 text-xs font-medium text-muted max-lg:hidden">
        {title}
      </p>
      <ul className="flex gap-1 lg:flex-col lg:gap-0.5">{children}</ul>
    </section>
  );
}

type PageNavLinkProps<Path extends string> = { href: Route<Path>; children: ReactNode };

/** A link to one of the pages. */
export function PageNavLink<Path extends string>({ href, children }: PageNavLinkProps<Path>) {
  const isCurrent = usePath() === href;
  return (
    <li>
      <Link
        href={href}
        aria-current={isCurrent ? "page" : undefined}
        ref={isCurrent ? scrollIntoNav : undefined}
        className="flex min-h-8 items-center rounded-md px-2.5 whitespace-nowrap text-muted hover:bg-hover hover:text-text aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-text pointer-coarse:min-h-11"
      >
        {children}
      </Link>
    </li>
  );
}

/** Scrolls the row horizontally to the current page's link, without scrolling the page itself. */
function scrollIntoNav(link: HTMLElement | null): void {
  const line = link?.closest("nav");
  if (link && line) line.scrollLeft = link.offsetLeft - line.offsetLeft - (line.clientWidth - link.offsetWidth) / 2;
}
