"use client";

import { useLocale } from "use-intl";
import { formatDay } from "../../entities/task/format.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import type { Period } from "./report-period.ts";

/** Returns the names of periods: their first day and, for a week, also their last. */
export function usePeriodNames(periods: readonly Period[]): string[] {
  const locale = useLocale();
  const { today } = useViewer();
  return periods.map(({ start, end }) =>
    (start === end ? [start] : [start, end]).map((day) => formatDay(day, { locale, today })).join(" – "),
  );
}
