"use client";

import { addDays } from "@docket/schema/day";
import type { Reminder, ReminderTime } from "@docket/schema/reminder";
import { reminderInstant } from "@docket/schema/reminder-time";
import type { ListedTask } from "@docket/schema/task";
import type { MAX_REMINDERS } from "@docket/schema/task-limit";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useReminderSettings } from "../../entities/notification/use-reminder-settings.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { closePopover } from "../../ui/popover.tsx";
import { DateTimeForm } from "../date-picker/date-time-form.tsx";
import { NotificationMessages } from "../notification/notification-messages.tsx";
import { ReminderItem } from "./reminder-item.tsx";
import { useReminderText } from "./use-reminder-text.ts";
import { useReminderActions, useReminders } from "./use-reminders.ts";

/** Suggested times before the due date, in minutes. Those shorter than a day need a due time. */
const OFFSETS = [0, 10, 30, 60, 1440] as const;
const DAY_MINUTES = 1440;
// Importing the value itself would load zod, which the pages do without.
const MAX: typeof MAX_REMINDERS = 20;

const CHOICE =
  "flex min-h-9 w-full items-center rounded-md px-2.5 text-start hover:bg-hover focus:bg-hover focus:outline-none pointer-coarse:min-h-11";

/** Picker for the viewer's reminders of a task: those that exist, and times for another one. */
export function ReminderPicker({ task }: { task: ListedTask }) {
  return (
    <NotificationMessages>
      <Reminders task={task} />
    </NotificationMessages>
  );
}

function Reminders({ task }: { task: ListedTask }) {
  const t = useTranslations("notification.reminders");
  const { timeZone, today } = useViewer();
  const [{ dayTime }] = useReminderSettings();
  const text = useReminderText();
  const reminders = useReminders(task.id);
  const { add } = useReminderActions();
  const [isCustom, setCustom] = useState(false);
  const [now] = useState(() => new Date());
  const { due } = task;
  const count = reminders?.length ?? 0;
  const offers = OFFSETS.map((offsetMinutes) => ({ basis: "due" as const, offsetMinutes, when: null })).filter(
    (offer) => isOffered(offer, task, reminders ?? []) && isAhead(offer),
  );
  function isAhead(offer: Pick<Reminder, "basis" | "offsetMinutes" | "when">): boolean {
    const at = reminderInstant(offer, task, { timeZone, dayTime });
    return at !== null && at > now;
  }
  const addAndClose = (from: Element, time: ReminderTime) => {
    closePopover(from);
    add(task, time);
  };

  if (isCustom)
    return (
      <DateTimeForm
        submitText={t("add")}
        start={{ date: due !== null && due.date > today ? due.date : addDays(today, 1), time: due?.time ?? dayTime }}
        onChoose={(when) => add(task, { basis: "absolute", when: { ...when, timeZone } })}
      />
    );
  return (
    <div className="w-64 phone:w-full">
      {count > 0 && (
        <ul className="mb-1 border-b border-line pb-1">
          {reminders?.map((reminder) => (
            <ReminderItem key={reminder.id} reminder={reminder} task={task} />
          ))}
        </ul>
      )}
      {count >= MAX ? (
        <p className="px-2.5 py-2 text-muted">{t("tooMany", { count: String(MAX) })}</p>
      ) : (
        <>
          {offers.map((offer, index) => (
            <button
              key={offer.offsetMinutes}
              type="button"
              data-autofocus={index === 0 || undefined}
              className={CHOICE}
              onClick={(event) =>
                addAndClose(event.currentTarget, { basis: "due", offsetMinutes: offer.offsetMinutes })
              }
            >
              {text(offer, task)}
            </button>
          ))}
          <button
            type="button"
            data-autofocus={offers.length === 0 || undefined}
            className={CHOICE}
            onClick={() => setCustom(true)}
          >
            {t("custom")}
          </button>
        </>
      )}
    </div>
  );
}

/** Whether a time before the due date suits the task, and the task does not have it yet. */
function isOffered(
  { offsetMinutes }: { offsetMinutes: number },
  { due }: ListedTask,
  reminders: readonly Reminder[],
): boolean {
  if (due === null || (due.time === undefined && offsetMinutes % DAY_MINUTES !== 0)) return false;
  return !reminders.some((one) => one.basis === "due" && one.offsetMinutes === offsetMinutes);
}
