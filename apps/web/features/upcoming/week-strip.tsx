"use client";

import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import { weekOf } from "../../entities/view/day-grid.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { IconButton } from "../../ui/icon-button.tsx";

/** Buttons for the days of a week. Each scrolls to its day; past days are disabled. */
export function WeekStrip({ onGo }: { onGo: (day: Day) => void }) {
  const { today, weekStart } = useViewer();
  const locale = useLocale();
  const t = useTranslations("calendar");
  const [weekOffset, setTurned] = useState(0);
  const days = weekOf(addDays(today, weekOffset * 7), weekStart);
  return (
    <nav aria-label={t("days")} className="sticky top-12 z-10 mb-2 flex items-center gap-1 bg-background pb-2">
      <IconButton
        label={t("weekBefore")}
        icon={<ChevronLeft aria-hidden className="rtl:rotate-180" />}
        disabled={weekOffset === 0}
        onClick={() => setTurned(weekOffset - 1)}
      />
      <ol className="grid grow grid-cols-7 gap-1">
        {days.map((day) => (
          <li key={day}>
            <button
              type="button"
              aria-label={formatDayAs("fullDay", day, locale)}
              aria-current={day === today ? "date" : undefined}
              disabled={day < today}
              data-day={day < today ? undefined : day}
              className="flex min-h-11 w-full flex-col items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text disabled:opacity-50 aria-[current]:font-semibold aria-[current]:text-accent"
              onClick={() => onGo(day)}
            >
              <span className="text-xs">{formatDayAs("weekday", day, locale)}</span>
              <span className="tabular-nums">{Number(day.slice(8))}</span>
            </button>
          </li>
        ))}
      </ol>
      <IconButton
        label={t("weekAfter")}
        icon={<ChevronRight aria-hidden className="rtl:rotate-180" />}
        onClick={() => setTurned(weekOffset + 1)}
      />
    </nav>
  );
}
