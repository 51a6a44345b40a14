"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { PageTitle } from "../../ui/page-title.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";

/** Placeholder for a view whose code, project or saved view is loading. */
export function ViewSkeleton() {
  const t = useTranslations("general");
  useEffect(
    () => () => {
      // The view follows, and the focus may have been on the skeleton.
      if (document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
    },
    [],
  );
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-4xl px-3 pt-12 pb-24 outline-none sm:px-6">
      <PageTitle title={t("loading")} />
      <Skeleton label={t("loading")} rows={8} />
    </main>
  );
}
