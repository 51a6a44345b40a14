"use client";

import { useTranslations } from "use-intl";
import { useSignOut } from "./use-sign-out.tsx";

/** Button that ends this browser's session. */
export function SignOutButton() {
  const { signOut, question } = useSignOut();
  const t = useTranslations("navigation");
  return (
    <>
      <button
        type="button"
        className="flex min-h-8 w-full items-center rounded-md px-2.5 text-start text-muted hover:bg-hover hover:text-text pointer-coarse:min-h-11"
        onClick={signOut}
      >
        {t("signOut")}
      </button>
      {question}
    </>
  );
}
