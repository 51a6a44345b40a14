import type { Reminder } from "@docket/schema/reminder";
import type { Task } from "@docket/schema/task";
import type { When } from "@docket/schema/when";
import type { useTranslations } from "use-intl";

const DAY_MINUTES = 1440;

type ReminderTime = Pick<Reminder, "basis" | "offsetMinutes" | "when">;

/** What the description of a reminder needs: messages, and functions that format parts of it. */
export type ReminderWords = {
  t: ReturnType<typeof useTranslations<"notification.reminders">>;
  formatWhen: (when: When) => string;
  formatDuration: (minutes: number) => string;
  formatDays: (days: number) => string;
  /** The time at which days without a time begin for reminders, formatted. */
  dayTime: string;
};

/** Describes when a reminder of a task is due, e.g. “10 min before”. */
export function reminderText(words: ReminderWords, reminder: ReminderTime, { due }: Pick<Task, "due">): string {
  const { t, formatWhen, formatDuration, formatDays, dayTime: time } = words;
  const { basis, when } = reminder;
  const offset = reminder.offsetMinutes ?? 0;
  if (when !== null) return formatWhen(when);
  const duration = offset % DAY_MINUTES === 0 ? formatDays(offset / DAY_MINUTES) : formatDuration(offset);
  if (basis === "start") return offset === 0 ? t("atStart") : t("beforeStart", { duration });
  if (due !== null && due.time === undefined && offset % DAY_MINUTES === 0)
    return offset === 0 ? t("onDay", { time }) : t("beforeDay", { duration, time });
  return offset === 0 ? t("atDue") : t("before", { duration });
}
