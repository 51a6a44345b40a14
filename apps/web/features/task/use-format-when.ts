"use client";

import type { When } from "@docket/schema/when";
import { useCallback, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useViewer } from "../session/viewer.tsx";
import { formatWhen } from "./format.ts";
import type { Reader } from "./format.ts";

/** The reader of the page, for the formatting of days. */
export function useReader(): Reader {
  const { today, timeZone } = useViewer();
  const locale = useLocale();
  const t = useTranslations("task.days");
  return useMemo(
    () => ({
      locale,
      today,
      timeZone,
      names: { yesterday: t("yesterday"), today: t("today"), tomorrow: t("tomorrow") },
    }),
    [locale, t, timeZone, today],
  );
}

/** Writes dates as this reader says them. */
export function useFormatWhen(): (when: When) => string {
  const reader = useReader();
  return useCallback((when) => formatWhen(when, reader), [reader]);
}
