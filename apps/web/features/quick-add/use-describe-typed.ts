"use client";

import { useTranslations } from "use-intl";
import { formatDay } from "../../entities/task/format.ts";
import { PRIORITIES } from "../../entities/task/priority.ts";
import { parseRepeat } from "../../entities/task/repeat.ts";
import { useDescribeRepeat } from "../../entities/task/use-describe-repeat.ts";
import { useFormatDuration } from "../../entities/task/use-format-duration.ts";
import { useFormatWhen, useReader } from "../../entities/task/use-format-when.ts";
import type { TypedValue } from "./typed-values.ts";
import type { Reading } from "./use-reading.ts";

const MINUTES_PER_DAY = 1440;

/** Returns a function that names a recognised value and describes what it means. */
export function useDescribeTyped(): (value: TypedValue, reading: Reading) => { name: string; text: string } {
  const t = useTranslations("quickAdd");
  const task = useTranslations("task");
  const reader = useReader();
  const formatWhen = useFormatWhen();
  const formatDuration = useFormatDuration();
  const describeRepeat = useDescribeRepeat();

  const textOf = ({ kind, id, index = 0, text }: TypedValue, { typed, names }: Reading): string => {
    const nameIn = (known: readonly { id: string; name: string }[], one: string | null) =>
      known.find((entity) => entity.id === one)?.name ?? text;
    switch (kind) {
      case "due":
        return typed.due ? formatWhen(typed.due) : text;
      case "start":
        return typed.start ? formatWhen(typed.start) : text;
      case "deadline":
        return typed.deadline ? formatDay(typed.deadline, reader) : text;
      case "duration":
        return typed.durationMinutes === null ? text : formatDuration(typed.durationMinutes);
      case "recurrence": {
        const repeat = typed.recurrence && parseRepeat({ ...typed.recurrence, catchUp: "skip" });
        return repeat && typed.due ? describeRepeat(repeat, { day: typed.due.date }) : text;
      }
      case "project":
        return nameIn(names.projects, typed.projectId);
      case "section":
        return nameIn(names.sections, typed.sectionId);
      case "label":
        return nameIn(names.labels, id);
      case "person":
        return nameIn(names.people, id);
      case "priority":
        return task(`priority.${PRIORITIES.find(({ priority }) => priority === typed.priority)?.name ?? "none"}`);
      case "description":
        return typed.description ?? text;
      case "reminder": {
        const reminder = typed.reminders[index];
        if (reminder === undefined) return text;
        if ("at" in reminder) return formatWhen(reminder.at);
        const days = reminder.minutesBefore / MINUTES_PER_DAY;
        return Number.isInteger(days) && days > 0
          ? t("daysBefore", { days })
          : t("before", { duration: formatDuration(reminder.minutesBefore) });
      }
    }
  };

  return (value, reading) => ({ name: t(`kinds.${value.kind}`), text: textOf(value, reading) });
}
