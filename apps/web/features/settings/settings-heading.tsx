"use client";

import { useTranslations } from "use-intl";
import { PageHeading } from "../../ui/page-heading.tsx";

/** Which of the settings one looks at, where a page has several parts. */
export function SettingsHeading({ page }: { page: "profile" | "keyboard" | "data" | "workspace" }) {
  const t = useTranslations("settings");
  return <PageHeading title={t(`${page}.title`)} />;
}
