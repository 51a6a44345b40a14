"use client";

import { addDays, instantOf } from "@docket/schema/day";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useReminderSettings } from "../../entities/notification/use-reminder-settings.ts";
import { formatTime, formatWhen } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { Menu, MenuItem } from "../../ui/menu-surface.tsx";
import { Popover } from "../../ui/popover.tsx";
import { clockOf, snoozeTimes } from "./snooze-times.ts";

const DateTimeForm = lazyComponent(async () => (await import("../date-picker/date-time-form.tsx")).DateTimeForm);

type SnoozePickerProps = { anchor: HTMLElement; onChoose: (until: Date) => void; onClose: () => void };

/** A menu of times until which a notification can be snoozed, the last of which is chosen in a form. */
export function SnoozePicker({ anchor, onChoose, onClose }: SnoozePickerProps) {
  const t = useTranslations("notification");
  const { timeZone, weekStart, today } = useViewer();
  const reader = useReader();
  const { dayTime } = useReminderSettings()[0];
  const [times] = useState(() => snoozeTimes(new Date(), { timeZone, weekStart, dayTime }));
  const [isPickingDate, setPickingDate] = useState(false);
  if (isPickingDate)
    return (
      <Popover anchor={anchor} label={t("snooze")} onClose={onClose}>
        <DateTimeForm
          submitText={t("snooze")}
          start={{ date: addDays(today, 1), time: dayTime }}
          onChoose={({ date, time }) => onChoose(instantOf(date, time, timeZone))}
        />
      </Popover>
    );
  return (
    <Menu anchor={anchor} label={t("snooze")} onClose={onClose}>
      {times.map(({ name, at }) => (
        <MenuItem key={name} onSelect={() => onChoose(at)}>
          <span className="flex justify-between gap-6">
            {t(`choices.${name}`)}
            <span className="text-muted">
              {name === "hour" || name === "evening"
                ? formatTime(clockOf(at, timeZone).time, reader.locale)
                : formatWhen(clockOf(at, timeZone), reader)}
            </span>
          </span>
        </MenuItem>
      ))}
      <MenuItem onSelect={() => setPickingDate(true)}>{t("choices.date")}</MenuItem>
    </Menu>
  );
}
