"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";
import { useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { AddRow } from "../list/add-row.tsx";
import { TaskRow } from "../task/task-row.tsx";
import { ProjectedTask } from "./projected-task.tsx";

type ChosenDayProps = Pick<LayoutProps, "actions" | "canAdd" | "defaultProjectId" | "withProject"> & {
  day: Day;
  tasks: readonly ListedTask[];
  /** Future occurrences of repeating tasks on this day. */
  projected: readonly ListedTask[];
};

/** The tasks of the selected day. Shown below the calendar on a phone, where a day cell is too small for them. */
export function ChosenDay(props: ChosenDayProps) {
  const { day, tasks, projected, actions, canAdd, defaultProjectId, withProject } = props;
  const t = useTranslations("calendar");
  const view = useTranslations("view");
  const { timeZone } = useViewer();
  const id = useId();
  const name = formatDayAs("fullDay", day, useLocale());
  return (
    <section aria-labelledby={id} className="task-list mt-3 sm:hidden">
      <h2 id={id} className="px-1 pb-1 font-semibold">
        {name}
      </h2>
      {tasks.length + projected.length === 0 && <p className="px-1 text-muted">{t("nothingOn")}</p>}
      <ul>
        {tasks.map((task) => (
          <li key={task.id} className="h-(--row)">
            <TaskRow
              task={task}
              actions={actions}
              depth={0}
              isUnfolded={undefined}
              onFold={() => undefined}
              withProject={withProject}
              day={day === (task.due && dayOfWhen(task.due, timeZone)) ? day : undefined}
            />
          </li>
        ))}
        {projected.map((task) => (
          <li key={`${task.id} projected ${task.occurrenceOn}`} className="flex h-(--row) items-center">
            <ProjectedTask task={task} day={day} className="h-9 grow" />
          </li>
        ))}
      </ul>
      {canAdd && defaultProjectId !== null && (
        <div className="h-(--row)">
          <AddRow
            label={t("addOn", { day: name })}
            placeholder={view("addTask")}
            place={{ projectId: defaultProjectId, fields: { due: { date: day } } }}
            actions={actions}
          />
        </div>
      )}
    </section>
  );
}
