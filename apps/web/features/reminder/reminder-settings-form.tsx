"use client";

import type { ReminderSettings } from "@docket/schema/reminder-settings";
import { useTranslations } from "use-intl";
import { useReminderSettings } from "../../entities/notification/use-reminder-settings.ts";
import { CheckLine } from "../../ui/check-line.tsx";
import { PageHeading } from "../../ui/page-heading.tsx";
import { Select } from "../../ui/select.tsx";
import { NotificationMessages } from "../notification/notification-messages.tsx";
import { TimeOfDayField } from "../notification/time-of-day-field.tsx";
import { useReminderText } from "./use-reminder-text.ts";

/** Times before the due date that can be chosen, in minutes. */
const OFFSETS = [0, 10, 30, 60, 1440];
/** A due date with a time, for which the choices are described. */
const TIMED = { due: { date: "2026-01-01", time: "09:00" } };

/** The viewer's default reminders, and the time of day of those for days without a time. Changes are saved immediately. */
export function ReminderSettingsForm() {
  return (
    <NotificationMessages>
      <Settings />
    </NotificationMessages>
  );
}

function Settings() {
  const t = useTranslations("notification.settings");
  const titles = useTranslations("navigation");
  const text = useReminderText();
  const [settings, save] = useReminderSettings();
  const set = (change: Partial<ReminderSettings>) => save({ ...settings, ...change });
  const { minutesBefore } = settings;
  const offsets = minutesBefore === null || OFFSETS.includes(minutesBefore) ? OFFSETS : [...OFFSETS, minutesBefore];
  return (
    <section className="mb-10">
      <PageHeading title={titles("notifications")} text={t("text")} />
      <div className="flex max-w-md flex-col gap-4">
        <Select
          label={t("timed")}
          defaultValue={minutesBefore ?? ""}
          onChange={({ currentTarget: { value } }) => set({ minutesBefore: value === "" ? null : Number(value) })}
        >
          <option value="">{t("none")}</option>
          {offsets.map((offsetMinutes) => (
            <option key={offsetMinutes} value={offsetMinutes}>
              {text({ basis: "due", offsetMinutes, when: null }, TIMED)}
            </option>
          ))}
        </Select>
        <fieldset>
          <legend className="font-medium">{t("day")}</legend>
          <CheckLine
            label={t("onDay")}
            defaultChecked={settings.onDay}
            onChange={({ currentTarget }) => set({ onDay: currentTarget.checked })}
          />
        </fieldset>
        <TimeOfDayField
          label={t("dayTime")}
          hint={t("dayTimeHint")}
          value={settings.dayTime}
          onChange={(dayTime) => set({ dayTime })}
        />
      </div>
    </section>
  );
}
