"use client";

import { Archive, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { replaceAddress, useSearch } from "../../navigation/address.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ArchivedProjects } from "./archived-projects.tsx";
import { TrashedItems } from "./trashed-items.tsx";

/** The Trash page with two tabs: deleted items and archived projects. The chosen tab is stored in the URL. */
export function TrashView() {
  const t = useTranslations("trash");
  const shows = useSearch().get("show") === "archive" ? "archive" : "trash";
  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-4xl px-3 pb-24 outline-none sm:px-6">
      <PageTitle title={t("trash")} />
      <header className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 py-2">
        <h1 className="me-auto px-1 text-xl font-semibold">{t(shows)}</h1>
        <Segmented
          label={t("show")}
          value={shows}
          choices={[
            { value: "trash", label: t("trash"), icon: <Trash2 aria-hidden /> },
            { value: "archive", label: t("archive"), icon: <Archive aria-hidden /> },
          ]}
          onChange={(value) => replaceAddress(value === "archive" ? "?show=archive" : window.location.pathname)}
        />
      </header>
      {shows === "archive" ? <ArchivedProjects /> : <TrashedItems />}
    </main>
  );
}
