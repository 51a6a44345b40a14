"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "use-intl";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { APPEARANCES } from "./appearance.ts";
import { useAppearance } from "./use-appearance.ts";

const ICONS = { system: <Monitor aria-hidden />, light: <Sun aria-hidden />, dark: <Moon aria-hidden /> };

/** Control for choosing the light, dark or system appearance. The choice applies immediately. */
export function AppearanceChoice() {
  const [appearance, setAppearance] = useAppearance();
  const t = useTranslations("settings.appearance");
  return (
    <section className="mb-10">
      <PageHeading title={t("title")} text={t("text")} />
      <Segmented
        label={t("title")}
        value={appearance}
        choices={APPEARANCES.map((value) => ({ value, label: t(value), icon: ICONS[value] }))}
        onChange={setAppearance}
      />
    </section>
  );
}
