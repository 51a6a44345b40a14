"use client";

import { addDays, clockTimeOf, wallClock } from "@docket/schema/day";
import { dayAt, readDayPoint } from "@docket/schema/filter/day-point";
import { dateOrderOf } from "@docket/schema/format-locale";
import { bestLocale } from "@docket/schema/locale";
import type { NewRecurrence } from "@docket/schema/task-recurrence";
import type { When } from "@docket/schema/when";
import { use } from "react";
import { loadQuickAddParser } from "../../entities/draft/load-quick-add-parser.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";

// The picker is loaded before it is opened. By then, the parser should have been loaded, too.
if (typeof document !== "undefined") void loadQuickAddParser(bestLocale([document.documentElement.lang]));

/** What a text means: a date, and how it repeats. */
export type DateWords = { when: When; recurrence: NewRecurrence | null };

const NO_NAMES = { projects: [], sections: [], labels: [], people: [] };

/**
 * Returns a function that reads a date in the words of quick add, such as "fri 5pm" or "every 3 days", and also an
 * offset such as `+7d`. It returns null for other texts. Suspends until the parser has been loaded.
 */
export function useReadDateWords(): (text: string) => DateWords | null {
  const { timeZone, weekStart } = useViewer();
  const { locale, today, names } = useReader();
  const { parseDateText, languages } = use(loadQuickAddParser(bestLocale([locale])));
  return (text) => {
    const read = parseDateText(text, {
      today,
      now: clockTimeOf(wallClock(new Date(), timeZone).minutes),
      timeZone,
      languages,
      dayMonthOrder: dateOrderOf(locale) === "day" ? "dayFirst" : "monthFirst",
      weekStart,
      names: NO_NAMES,
    });
    if (read?.due) return { when: read.due, recurrence: read.recurrence && { ...read.recurrence, catchUp: "skip" } };
    const word = text.trim().toLowerCase();
    if (word === names.yesterday.toLowerCase()) return { when: { date: addDays(today, -1) }, recurrence: null };
    const point = readDayPoint(word);
    return point === null ? null : { when: { date: dayAt(point, () => today) }, recurrence: null };
  };
}
