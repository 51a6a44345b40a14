import type { Route } from "next";
import type { ReactNode } from "react";
import { Link } from "../navigation/link.tsx";

type TextLinkProps<Path extends string> = { href: Route<Path>; className?: string; children: ReactNode };

/** A link, inside or outside running text, that is large enough for touch. */
export function TextLink<Path extends string>({ href, className = "", children }: TextLinkProps<Path>) {
  return (
    <Link
      href={href}
      className={`inline-flex min-h-8 items-center self-start font-medium text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11 ${className}`}
    >
      {children}
    </Link>
  );
}
