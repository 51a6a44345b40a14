"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { NotificationMessages } from "../notification/notification-messages.tsx";
import { ReminderItem } from "./reminder-item.tsx";
import { useReminders } from "./use-reminders.ts";

type ReminderFieldProps = {
  task: ListedTask;
  /** Called with the button when another reminder is to be added. */
  onAdd: (button: HTMLElement) => void;
};

/** The viewer's reminders of a task, with a button that adds another one. */
export function ReminderField(props: ReminderFieldProps) {
  return (
    <NotificationMessages>
      <Reminders {...props} />
    </NotificationMessages>
  );
}

function Reminders({ task, onAdd }: ReminderFieldProps) {
  const t = useTranslations("notification.reminders");
  const reminders = useReminders(task.id) ?? [];
  return (
    <>
      {reminders.length > 0 && (
        <ul className="-ms-2.5">
          {reminders.map((reminder) => (
            <ReminderItem key={reminder.id} reminder={reminder} task={task} />
          ))}
        </ul>
      )}
      <button
        type="button"
        aria-haspopup="dialog"
        className="-ms-2 flex min-h-8 min-w-0 items-center rounded-md px-2 py-1 text-start text-muted hover:bg-hover pointer-coarse:min-h-11"
        onClick={(event) => onAdd(event.currentTarget)}
      >
        {t("add")}
      </button>
    </>
  );
}
