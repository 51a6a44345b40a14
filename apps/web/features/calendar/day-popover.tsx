"use client";

import type { ListedTask } from "@docket/schema/task";
import { putAtTime } from "@docket/schema/when-time";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs, formatTime } from "../../entities/task/format.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { Popover } from "../../ui/popover.tsx";
import { AddRow } from "../list/add-row.tsx";
import { CalendarTask } from "./calendar-task.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";
import { ProjectedTask } from "./projected-task.tsx";

type DayPopoverProps = Pick<LayoutProps, "actions" | "defaultProjectId"> & {
  asked: DayPopoverRequest;
  tasks: readonly ListedTask[];
  /** Future occurrences of repeating tasks on this day. */
  projected: readonly ListedTask[];
  onClose: () => void;
};

/** A day's popover: all of its tasks, or a field for new tasks. */
export function DayPopover({ asked, tasks, projected, actions, defaultProjectId, onClose }: DayPopoverProps) {
  const t = useTranslations("calendar");
  const locale = useLocale();
  const { timeZone } = useViewer();
  const { day, time } = asked;
  const name = formatDayAs("fullDay", day, locale);
  const place = { due: time === undefined ? { date: day } : putAtTime(null, day, time, timeZone) };
  const addLabel =
    time === undefined ? t("addOn", { day: name }) : t("addAt", { day: name, time: formatTime(time, locale) });
  return (
    <Popover
      anchor={asked.anchor}
      label={asked.kind === "add" ? addLabel : t("allOn", { count: tasks.length, day: name })}
      onClose={onClose}
    >
      {asked.kind === "add" && defaultProjectId !== null ? (
        <div className="w-80 py-1 phone:w-full">
          <AddRow
            label={addLabel}
            isDraft
            place={{ projectId: defaultProjectId, fields: place }}
            actions={actions}
            onLeave={onClose}
          />
        </div>
      ) : (
        <>
          <p className="px-2 py-1.5 font-medium">{name}</p>
          <ul className="flex w-80 flex-col gap-1 p-1 phone:w-full">
            {tasks.map((task) => (
              <li key={task.id}>
                <CalendarTask task={task} actions={actions} hasCheckbox day={day} />
              </li>
            ))}
            {projected.map((task) => (
              <li key={`${task.id} projected ${task.occurrenceOn}`}>
                <ProjectedTask task={task} day={day} className="min-h-9" />
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}
