"use client";

import type { Route } from "next";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { usePath } from "../../navigation/address.tsx";
import { Link } from "../../navigation/link.tsx";

type NavLinkProps<Path extends string> = {
  href: Route<Path>;
  /** The path whose sub-pages mark the link as current. Defaults to `href`. */
  base?: string;
  icon: ReactNode;
  count?: number | undefined;
  /** What the number counts. */
  counted?: "openCount" | "unreadCount";
  /** Whether a menu button overlays the end of the link, where it hides the count. */
  hasMenu?: boolean;
  children: ReactNode;
};

/** Sidebar link with the number of open tasks, or of unread notifications, on its page. */
export function NavLink<Path extends string>({
  href,
  base = href,
  icon,
  count,
  counted = "openCount",
  hasMenu = false,
  children,
}: NavLinkProps<Path>) {
  const t = useTranslations("navigation");
  const path = usePath();
  const isCurrent = path === href || path.startsWith(`${base}/`);
  return (
    <Link
      href={href}
      aria-current={isCurrent ? "page" : undefined}
      className="flex min-h-8 min-w-0 items-center gap-2 rounded-md px-2 hover:bg-hover aria-[current]:bg-hover aria-[current]:font-medium pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      <span className="grid size-4 shrink-0 place-items-center">{icon}</span>
      <span dir="auto" className="min-w-0 grow truncate">
        {children}
      </span>
      {count !== undefined && count > 0 && (
        <span
          className={`text-xs text-muted tabular-nums ${hasMenu ? "pointer-fine:group-focus-within/item:invisible pointer-fine:group-hover/item:invisible pointer-coarse:pe-9" : ""}`}
        >
          <span aria-hidden>{count}</span>
          <span className="sr-only">{t(counted, { count })}</span>
        </span>
      )}
    </Link>
  );
}
