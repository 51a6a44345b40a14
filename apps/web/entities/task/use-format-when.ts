"use client";

import type { When } from "@docket/schema/when";
import { useCallback, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useViewer } from "../viewer/viewer.tsx";
import { formatWhen } from "./format.ts";
import type { Reader } from "./format.ts";

/** Returns the viewer's language, current day and time zone for formatting dates. */
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

/** Returns a function that formats dates for the viewer. */
export function useFormatWhen(): (when: When) => string {
  const reader = useReader();
  return useCallback((when) => formatWhen(when, reader), [reader]);
}
