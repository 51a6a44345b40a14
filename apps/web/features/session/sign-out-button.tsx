"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSignOut } from "./use-sign-out.ts";

/** Ends this browser's session. */
export function SignOutButton() {
  const signOut = useSignOut();
  const t = useTranslations("navigation");
  return (
    <button
      type="button"
      className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start hover:bg-hover pointer-coarse:min-h-11"
      onClick={signOut}
    >
      <LogOut aria-hidden className="size-4 text-muted" />
      {t("signOut")}
    </button>
  );
}
