"use client";

import type { ListedTask } from "@docket/schema/task";
import { Suspense, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Popover } from "../../ui/popover.tsx";
import { ReminderField } from "./reminder-field.tsx";
import { ReminderPicker } from "./reminder-picker.tsx";

/** The viewer's reminders of a task below the fields of its date. They are saved immediately. */
export function DateReminders({ task }: { task: ListedTask }) {
  const t = useTranslations("task.pick");
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <div role="group" aria-labelledby={id} className="border-t border-line pt-2">
      <p id={id} className="font-medium">
        {t("remind")}
      </p>
      <Suspense fallback={<div className="min-h-8 pointer-coarse:min-h-11" />}>
        <ReminderField task={task} onAdd={setAnchor} />
      </Suspense>
      {anchor && (
        <Popover anchor={anchor} label={t("remind")} onClose={() => setAnchor(null)}>
          <ReminderPicker task={task} />
        </Popover>
      )}
    </div>
  );
}
