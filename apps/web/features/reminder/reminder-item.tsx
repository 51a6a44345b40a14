"use client";

import type { Reminder } from "@docket/schema/reminder";
import type { ListedTask } from "@docket/schema/task";
import { AlarmClock, X } from "lucide-react";
import { useTranslations } from "use-intl";
import { IconButton } from "../../ui/icon-button.tsx";
import { useReminderText } from "./use-reminder-text.ts";
import { useReminderActions } from "./use-reminders.ts";

/** A reminder with a button that deletes it. */
export function ReminderItem({ reminder, task }: { reminder: Reminder; task: ListedTask }) {
  const t = useTranslations("notification.reminders");
  const text = useReminderText()(reminder, task);
  const { remove } = useReminderActions();
  return (
    <li className="flex min-h-8 items-center gap-2 ps-2.5 pointer-coarse:min-h-11">
      <AlarmClock aria-hidden className="size-4 shrink-0 text-muted" />
      <span className={`min-w-0 grow ${reminder.firedAt === null ? "" : "text-muted"}`}>
        {text}
        {reminder.firedAt !== null && ` (${t("passed")})`}
      </span>
      <IconButton label={t("delete", { text })} icon={<X aria-hidden />} onClick={() => remove(reminder)} />
    </li>
  );
}
