"use client";

import type { Reminder } from "@docket/schema/reminder";
import type { Task } from "@docket/schema/task";
import { useLocale, useTranslations } from "use-intl";
import { useReminderSettings } from "../../entities/notification/use-reminder-settings.ts";
import { formatTime } from "../../entities/task/format.ts";
import { useFormatDuration } from "../../entities/task/use-format-duration.ts";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { reminderText } from "./reminder-text.ts";

/** Returns a function that describes when a reminder is due. */
export function useReminderText() {
  const locale = useLocale();
  const t = useTranslations("notification.reminders");
  const formatWhen = useFormatWhen();
  const formatDuration = useFormatDuration();
  const [{ dayTime }] = useReminderSettings();
  const days = new Intl.NumberFormat(locale, { style: "unit", unit: "day", unitDisplay: "long" });
  const words = {
    t,
    formatWhen,
    formatDuration,
    formatDays: (count: number) => days.format(count),
    dayTime: formatTime(dayTime, locale),
  };
  return (reminder: Pick<Reminder, "basis" | "offsetMinutes" | "when">, task: Pick<Task, "due">) =>
    reminderText(words, reminder, task);
}
