"use client";

import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { dayAt, readDayPoint } from "@docket/schema/filter/day-point";
import { formatDayAs } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";

/**
 * Returns a function that reads a day in words: a name such as "tomorrow", a weekday within the next seven days, an
 * offset such as `+7d`, or `2026-12-31`. It returns null for other texts.
 */
export function useReadDateWords(): (text: string) => Day | null {
  const { locale, today, names } = useReader();
  return (text) => {
    const word = text.trim().toLowerCase();
    const isWord = (name: string) => name.toLowerCase() === word;
    const named = new Map([
      [names.yesterday, -1],
      [names.today, 0],
      [names.tomorrow, 1],
    ]);
    for (const [name, distance] of named) if (isWord(name)) return addDays(today, distance);
    const week = Array.from({ length: 7 }, (_, index) => addDays(today, index + 1));
    const weekday = week.find((day) =>
      [formatDayAs("fullWeekday", day, locale), formatDayAs("weekday", day, locale)].some(isWord),
    );
    const point = readDayPoint(word);
    return weekday ?? (point === null ? null : dayAt(point, () => today));
  };
}
