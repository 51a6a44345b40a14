"use client";

import { useTranslations } from "use-intl";
import { strong } from "../../ui/strong.tsx";

/** How to export from Todoist, in the words of its own pages, and what is imported. */
export function ExportSteps() {
  const t = useTranslations("importing.todoist");
  return (
    <section aria-labelledby="export-steps">
      <h2 id="export-steps" className="mb-1 font-semibold">
        {t("title")}
      </h2>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        <li>{t.rich("project", { b: strong })}</li>
        <li>{t.rich("all", { b: strong })}</li>
      </ul>
      <p className="mt-2 text-muted">{t("contents")}</p>
    </section>
  );
}
