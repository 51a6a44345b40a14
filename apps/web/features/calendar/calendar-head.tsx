"use client";

import type { Day } from "@docket/schema/day";
import { isDay } from "@docket/schema/day";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import { shiftByPages } from "../../entities/view/day-key.ts";
import { RANGES } from "../../entities/view/view-state.ts";
import type { Range } from "../../entities/view/view-state.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Segmented } from "../../ui/segmented.tsx";

type CalendarHeadProps = {
  id: string;
  range: Range;
  day: Day;
  onRange: (range: Range) => void;
  /** Called with the day to go to; null means today. */
  onDay: (day: Day | null) => void;
};

/** The header of a calendar: the current month or week, and buttons to change it. */
export function CalendarHead({ id, range, day, onRange, onDay }: CalendarHeadProps) {
  const t = useTranslations("calendar");
  const locale = useLocale();
  const shift = (pages: number) => {
    const next = shiftByPages(range, day, pages);
    if (isDay(next)) onDay(next);
  };
  return (
    <div className="flex flex-wrap items-center gap-1 pb-2">
      <h2 id={id} aria-live="polite" className="me-auto px-1 text-base font-semibold">
        {formatDayAs("month", day, locale)}
      </h2>
      <IconButton
        label={t(range === "month" ? "monthBefore" : "weekBefore")}
        icon={<ChevronLeft aria-hidden className="rtl:rotate-180" />}
        onClick={() => shift(-1)}
      />
      <Button onClick={() => onDay(null)}>{t("today")}</Button>
      <IconButton
        label={t(range === "month" ? "monthAfter" : "weekAfter")}
        icon={<ChevronRight aria-hidden className="rtl:rotate-180" />}
        onClick={() => shift(1)}
      />
      <Segmented
        label={t("range")}
        value={range}
        choices={RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        onChange={onRange}
      />
    </div>
  );
}
