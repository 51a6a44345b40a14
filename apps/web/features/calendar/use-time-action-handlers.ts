"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";
import { useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { formatDayAs } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { MIN_SHOWN_MINUTES, STEP_MINUTES, shiftedBy, spanOf } from "../../entities/view/day-time.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { formatTimes } from "./format-times.ts";

/**
 * Registers the actions that move tasks within a day and change their duration with the keyboard. Tasks without a time
 * are left to other handlers.
 *
 * @param onMoved receives the id of the first moved task and its new day
 * @returns the last change in words, for screen readers, and a function that describes another one
 */
export function useTimeActionHandlers(actions: TaskActions, onMoved: (id: string, day: Day) => void) {
  const scope = useTaskScope();
  const reader = useReader();
  const { timeZone } = reader;
  const t = useTranslations("calendar");
  const [announcement, setAnnouncement] = useState("");
  const announce = useCallback(
    (task: ListedTask) => {
      const time = formatTimes(task, reader);
      if (time === null || !task.due) return;
      const day = formatDayAs("fullDay", dayOfWhen(task.due, timeZone), reader.locale);
      setAnnouncement(t("planned", { title: task.title, day, time }));
    },
    [reader, t, timeZone],
  );
  const timed = () =>
    scope.targets().filter((task) => scope.canEdit(task) && task.due !== null && spanOf(task, timeZone) !== null);
  const shift = (by: number) => (): void | false => {
    const dates = timed().flatMap((task) => (task.due ? [{ task, due: shiftedBy(task.due, by, timeZone) }] : []));
    const [first] = dates;
    if (!first) return false;
    actions.reschedule(dates);
    announce({ ...first.task, due: first.due });
    onMoved(first.task.id, dayOfWhen(first.due, timeZone));
    return undefined;
  };
  const resize = (by: number) => (): void | false => {
    const [task] = timed();
    if (!task) return false;
    const durationMinutes = Math.max(STEP_MINUTES, (task.durationMinutes ?? MIN_SHOWN_MINUTES) + by);
    actions.setFields([task], { durationMinutes });
    announce({ ...task, durationMinutes });
    return undefined;
  };
  useActions({
    "task.earlier": shift(-STEP_MINUTES),
    "task.later": shift(STEP_MINUTES),
    "task.shorter": resize(-STEP_MINUTES),
    "task.longer": resize(STEP_MINUTES),
  });
  return { announcement, announce };
}
