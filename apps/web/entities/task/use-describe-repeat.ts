"use client";

import type { ClockTime, Day, TimeZone } from "@docket/schema/day";
import { describeRule } from "@docket/schema/recurrence/describe-rule";
import { useCallback } from "react";
import { useLocale } from "use-intl";
import type { Repeat } from "./repeat.ts";

/** The first day of a rule, and the time and zone of its occurrences. */
export type RepeatStart = { day: Day; time?: ClockTime | undefined; timeZone?: TimeZone | undefined };

/** Returns a function that describes how a task repeats, as a sentence without a full stop. */
export function useDescribeRepeat(): (repeat: Pick<Repeat, "rule" | "from">, start: RepeatStart) => string {
  const locale = useLocale();
  return useCallback(
    ({ rule, from }, { day, time, timeZone }) => {
      const at = time === undefined ? {} : { time, ...(timeZone === undefined ? {} : { timeZone }) };
      const text = describeRule(rule, { locale, from, start: day, ...at });
      return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
    },
    [locale],
  );
}
