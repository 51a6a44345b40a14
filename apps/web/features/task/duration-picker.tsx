"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { useFormatDuration } from "../../entities/task/use-format-duration.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { closePopover } from "../../ui/popover.tsx";

/** Preset durations, in minutes. */
const PRESETS = [15, 30, 60, 120, 240] as const;
/** One year in minutes, the server's limit. */
const MAX_MINUTES = 525_600;

const CHOICE =
  "flex min-h-9 w-full items-center rounded-md px-2.5 text-start hover:bg-hover focus:bg-hover focus:outline-none pointer-coarse:min-h-11";

/** Picker for the duration of tasks. */
export function DurationPicker({ tasks, actions }: { tasks: ListedTask[]; actions: TaskActions }) {
  const t = useTranslations("task.duration");
  const format = useFormatDuration();
  const save = (from: Element, durationMinutes: number | null) => {
    closePopover(from);
    actions.setFields(tasks, { durationMinutes });
  };
  const choice = (minutes: number | null) => (
    <button key={minutes} type="button" className={CHOICE} onClick={(event) => save(event.currentTarget, minutes)}>
      {minutes === null ? t("none") : format(minutes)}
    </button>
  );
  return (
    <div className="w-56 phone:w-full">
      {PRESETS.map(choice)}
      {tasks.some(({ durationMinutes }) => durationMinutes !== null) && choice(null)}
      <form
        className="mt-1 flex items-end gap-2 border-t border-line p-2"
        onSubmit={(event) => {
          event.preventDefault();
          const minutes = Number(new FormData(event.currentTarget).get("minutes"));
          save(event.currentTarget, minutes);
        }}
      >
        <Field
          label={t("minutes")}
          name="minutes"
          type="number"
          required
          min={1}
          max={MAX_MINUTES}
          defaultValue={tasks[0]?.durationMinutes ?? ""}
          className="min-w-0 grow"
        />
        <Button type="submit" look="primary" className="min-h-10">
          {t("set")}
        </Button>
      </form>
    </div>
  );
}
