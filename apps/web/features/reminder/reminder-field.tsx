"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { NotificationMessages } from "../notification/notification-messages.tsx";
import { ReminderItem } from "./reminder-item.tsx";
import { useReminders } from "./use-reminders.ts";

/** The viewer's reminders of a task, with a button that opens their picker. */
export function ReminderField({ task }: { task: ListedTask }) {
  return (
    <NotificationMessages>
      <Reminders task={task} />
    </NotificationMessages>
  );
}

function Reminders({ task }: { task: ListedTask }) {
  const t = useTranslations("notification.reminders");
  const scope = useTaskScope();
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
        onClick={(event) => scope.openPicker("remind", [task], event.currentTarget)}
      >
        {t("add")}
      </button>
    </>
  );
}
