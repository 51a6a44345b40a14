"use client";

import type { ListedTask } from "@docket/schema/task";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { Popover } from "../../ui/popover.tsx";
import { AddRow } from "../list/add-row.tsx";
import { CalendarTask } from "./calendar-task.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";

type DayPopoverProps = Pick<LayoutProps, "actions" | "defaultProjectId"> & {
  asked: DayPopoverRequest;
  tasks: readonly ListedTask[];
  onClose: () => void;
};

/** A day's popover: all of its tasks, or a field for new tasks. */
export function DayPopover({ asked, tasks, actions, defaultProjectId, onClose }: DayPopoverProps) {
  const t = useTranslations("calendar");
  const name = formatDayAs("fullDay", asked.day, useLocale());
  const place = { due: { date: asked.day } };
  return (
    <Popover
      anchor={asked.anchor}
      label={asked.kind === "add" ? t("addOn", { day: name }) : t("allOn", { count: tasks.length, day: name })}
      onClose={onClose}
    >
      {asked.kind === "add" && defaultProjectId !== null ? (
        <div className="w-80 py-1 phone:w-full">
          <AddRow
            label={t("addOn", { day: name })}
            isDraft
            onAdd={(title) => actions.create(title, defaultProjectId, place)}
            onAddLines={(lines) => actions.createLines(lines, defaultProjectId, place)}
            onLeave={onClose}
          />
        </div>
      ) : (
        <>
          <p className="px-2 py-1.5 font-medium">{name}</p>
          <ul className="flex w-80 flex-col gap-1 p-1 phone:w-full">
            {tasks.map((task) => (
              <li key={task.id}>
                <CalendarTask task={task} actions={actions} hasCheckbox />
              </li>
            ))}
          </ul>
        </>
      )}
    </Popover>
  );
}
