import Link from "next/link";
import type { ComponentProps } from "react";

/** A link in running text or on its own, with room for a finger. */
export function TextLink({ className = "", ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={`inline-flex min-h-8 items-center self-start font-medium text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11 ${className}`}
      {...rest}
    />
  );
}
