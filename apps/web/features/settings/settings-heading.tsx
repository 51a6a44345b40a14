"use client";

import { useTranslations } from "use-intl";
import { PageHeading } from "../../ui/page-heading.tsx";

/** Heading of a settings page that has several sections. */
export function SettingsHeading({ page }: { page: "profile" | "keyboard" | "data" | "workspace" }) {
  const t = useTranslations("settings");
  return <PageHeading title={t(`${page}.title`)} />;
}
