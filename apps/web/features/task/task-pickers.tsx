"use client";

import { useTranslations } from "use-intl";
import { useMoveToDay } from "../../entities/task/use-move-to-day.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { Popover } from "../../ui/popover.tsx";
import { DatePicker } from "../date-picker/date-picker.tsx";
import { RepeatPicker } from "../date-picker/repeat-picker.tsx";
import { DateReminders } from "../reminder/date-reminders.tsx";
import { ReminderPicker } from "../reminder/reminder-picker.tsx";
import { AssigneePicker } from "./assignee-picker.tsx";
import { DurationPicker } from "./duration-picker.tsx";
import { LabelPicker } from "./label-picker.tsx";
import { MovePicker } from "./move-picker.tsx";
import { PriorityMenu } from "./priority-menu.tsx";
import { StatusMenu } from "./status-menu.tsx";
import { TaskMenu } from "./task-menu.tsx";

/** The open picker or menu of a view, at its anchor. All rows share one. */
export function TaskPickers({ actions }: { actions: TaskActions }) {
  const { picker: asked, closePicker: answered } = useTaskScope();
  const t = useTranslations("task.pick");
  const moveToDay = useMoveToDay();
  if (asked === null) return null;
  const { kind, tasks, anchor, opening } = asked;
  if (kind === "menu") return <TaskMenu key={opening} asked={asked} actions={actions} />;
  if (kind === "status") return <StatusMenu key={opening} asked={asked} actions={actions} />;
  if (kind === "priority") return <PriorityMenu key={opening} asked={asked} actions={actions} />;
  return (
    <Popover key={opening} anchor={anchor} label={t(kind)} onClose={answered}>
      {kind === "due" && (
        <DatePicker
          tasks={tasks}
          onSave={(some, due, recurrence) => {
            if (recurrence === undefined) actions.setDue(some, due);
            else actions.setFields(some, { due, recurrence });
          }}
          renderReminders={tasks.length === 1 ? () => tasks[0] && <DateReminders task={tasks[0]} /> : undefined}
        />
      )}
      {kind === "reschedule" && (
        <DatePicker tasks={tasks} onSave={(some, when) => when && moveToDay(some, when.date)} field="day" />
      )}
      {kind === "repeat" && tasks[0] && <RepeatPicker task={tasks[0]} actions={actions} />}
      {kind === "remind" && tasks[0] && <ReminderPicker task={tasks[0]} />}
      {kind === "start" && <DatePicker tasks={tasks} onSave={actions.setStart} field="start" />}
      {kind === "deadline" && (
        <DatePicker
          tasks={tasks}
          onSave={(some, when) => actions.setFields(some, { deadline: when?.date ?? null })}
          field="deadline"
        />
      )}
      {kind === "duration" && <DurationPicker tasks={tasks} actions={actions} />}
      {kind === "labels" && <LabelPicker tasks={tasks} actions={actions} />}
      {kind === "assign" && <AssigneePicker tasks={tasks} actions={actions} />}
      {kind === "move" && <MovePicker tasks={tasks} actions={actions} />}
    </Popover>
  );
}
