"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";

/** Returns a function that formats a duration, given in minutes, as hours and minutes. */
export function useFormatDuration(): (minutes: number) => string {
  const t = useTranslations("task.duration");
  return useCallback(
    (duration) => {
      const [hours, minutes] = [Math.floor(duration / 60), duration % 60];
      if (hours === 0) return t("short", { minutes });
      return minutes === 0 ? t("hours", { hours }) : t("both", { hours, minutes });
    },
    [t],
  );
}
