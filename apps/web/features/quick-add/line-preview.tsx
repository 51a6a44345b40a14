"use client";

import type { QuickAdd } from "@docket/schema/quick-add/quick-add";
import { useLocale, useTranslations } from "use-intl";
import { formatDay, formatDayAs, formatTime } from "../../entities/task/format.ts";
import { parseRepeat } from "../../entities/task/repeat.ts";
import { useDescribeRepeat } from "../../entities/task/use-describe-repeat.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";

/**
 * Says in words when a typed task is due: how it repeats and its next date, or the full date, which shows how an
 * ambiguous one such as "5/6" is read. It keeps its height while there is no date.
 */
export function LinePreview({ typed }: { typed: QuickAdd }) {
  return (
    <p role="status" className="min-h-5 text-[0.8125rem] text-muted">
      {useMeaningOf(typed)}
    </p>
  );
}

function useMeaningOf({ due, recurrence }: Pick<QuickAdd, "due" | "recurrence">): string {
  const t = useTranslations("quickAdd");
  const locale = useLocale();
  const reader = useReader();
  const { timeZone } = useViewer();
  const describeRepeat = useDescribeRepeat();
  if (due === null) return "";
  // The zone is only named if it is not the viewer's.
  const zone = due.timeZone === timeZone ? undefined : due.timeZone;
  const repeat = recurrence && parseRepeat({ ...recurrence, catchUp: "skip" });
  if (repeat) {
    const rule = describeRepeat(repeat, { day: due.date, time: due.time, timeZone: zone });
    return t("next", { rule, day: formatDay(due.date, reader) });
  }
  const time = due.time === undefined ? [] : [formatTime(due.time, locale)];
  return [formatDayAs("fullDay", due.date, locale), ...time, ...(zone === undefined ? [] : [zone])].join(", ");
}
