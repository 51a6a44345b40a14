"use client";

import type { ListedTask } from "@docket/schema/task";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { formatWhen } from "../../entities/task/format.ts";
import { isOverdue } from "../../entities/task/is-overdue.ts";
import { isPastDeadline } from "../../entities/task/is-past-deadline.ts";
import { PRIORITIES } from "../../entities/task/priority.ts";
import { useFormatDuration } from "../../entities/task/use-format-duration.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { PickerKind } from "../../entities/view/task-scope.tsx";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useLabels, useMembers, useProjects } from "../../entities/workspace/use-entities.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { ColorDot } from "../../ui/color-dot.tsx";
import { MenuButton, MenuItem } from "../../ui/menu.tsx";
import { RepeatText } from "../date-picker/repeat-text.tsx";
import { ReminderField } from "../reminder/reminder-field.tsx";

const VALUE =
  "-ms-2 flex min-h-8 min-w-0 flex-wrap items-center gap-x-2 gap-y-1 rounded-md px-2 py-1 text-start pointer-coarse:min-h-11";
const CHIP = "inline-flex min-w-0 items-center gap-1.5";

type TaskFieldsProps = { task: ListedTask; actions: TaskActions; canEdit: boolean };

/** The fields of a task, each editable in place. Read-only viewers see plain text, and only the fields that are set. */
export function TaskFields({ task, actions, canEdit }: TaskFieldsProps) {
  const t = useTranslations("panel.fields");
  const status = useTranslations("panel.status");
  const names = useTranslations("task");
  const scope = useTaskScope();
  const reader = useReader();
  const formatDuration = useFormatDuration();
  const [labels, members] = [useLabels().byId, useMembers().byId];
  const project = useProjects().byId.get(task.projectId);
  const { due, start, deadline, durationMinutes } = task;
  const priority = PRIORITIES.find((one) => one.priority === task.priority);
  const isLate = isOverdue(task, reader);
  const isPast = isPastDeadline(task, reader.today);

  /** Renders a field whose value is chosen in a picker. */
  const picked = (name: string, kind: PickerKind, value: ReactNode) => (
    <Field name={name} isShown={canEdit || value !== null}>
      {canEdit ? (
        <button
          type="button"
          aria-haspopup="dialog"
          className={`${VALUE} hover:bg-hover`}
          onClick={(event) => scope.openPicker(kind, [task], event.currentTarget)}
        >
          {value ?? <span className="text-muted">{t("empty")}</span>}
          <span className="sr-only">({name})</span>
        </button>
      ) : (
        <span className={VALUE}>{value}</span>
      )}
    </Field>
  );
  /** Renders a field whose value is chosen in a menu. */
  const chosen = (name: string, value: ReactNode, items: ReactNode, isSet = true) => (
    <Field name={name} isShown={canEdit || isSet}>
      {canEdit ? (
        <MenuButton label={name} isLabelled className={`${VALUE} hover:bg-hover`} face={value}>
          {items}
        </MenuButton>
      ) : (
        <span className={VALUE}>{value}</span>
      )}
    </Field>
  );
  const known = <Noun,>(ids: string[], byId: ReadonlyMap<string, Noun>) => ids.flatMap((id) => byId.get(id) ?? []);
  const [labelled, assigned] = [known(task.labelIds, labels), known(task.assigneeIds, members)];

  return (
    <section aria-label={t("name")} className="flex flex-col gap-2">
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] items-start gap-x-2">
        {chosen(
          t("status"),
          status(task.status),
          <>
            <MenuItem isChecked={task.status === "open"} onSelect={() => actions.reopen([task])}>
              {status("open")}
            </MenuItem>
            <MenuItem isChecked={task.status === "done"} onSelect={() => actions.complete([task])}>
              {status("done")}
            </MenuItem>
            <MenuItem isChecked={task.status === "cancelled"} onSelect={() => actions.cancel([task])}>
              {status("cancelled")}
            </MenuItem>
          </>,
        )}
        {picked(
          t("due"),
          "due",
          due && (
            <span className={isLate ? "text-danger" : ""}>
              {isLate && `${names("overdue")} `}
              {formatWhen(due, reader)}
            </span>
          ),
        )}
        {chosen(
          t("priority"),
          priority && (
            <>
              <span aria-hidden className={`size-3.5 rounded-full border-2 ${priority.className}`} />
              {names(`priority.${priority.name}`)}
            </>
          ),
          PRIORITIES.map((one) => (
            <MenuItem
              key={one.name}
              icon={<span className={`size-3.5 rounded-full border-2 ${one.className}`} />}
              isChecked={one.priority === task.priority}
              onSelect={() => actions.setPriority([task], one.priority)}
            >
              {names(`priority.${one.name}`)}
            </MenuItem>
          )),
          task.priority > 0,
        )}
        {picked(
          t("labels"),
          "labels",
          labelled.length === 0
            ? null
            : labelled.map(({ id, name, color }) => (
                <span key={id} className={CHIP}>
                  <ColorDot color={color} />
                  <span dir="auto" className="truncate">
                    {name}
                  </span>
                </span>
              )),
        )}
        {picked(
          t("assignees"),
          "assign",
          assigned.length === 0
            ? null
            : assigned.map(({ userId, name }) => (
                <span key={userId} className={CHIP}>
                  <Avatar name={name} />
                  <span dir="auto" className="truncate">
                    {name}
                  </span>
                </span>
              )),
        )}
        {picked(t("start"), "start", start && formatWhen(start, reader))}
        {picked(
          t("deadline"),
          "deadline",
          deadline && (
            <span className={isPast ? "text-danger" : ""}>
              {isPast && `${names("overdue")} `}
              {formatWhen({ date: deadline }, reader)}
            </span>
          ),
        )}
        {picked(t("repeat"), "repeat", task.recurrence && <RepeatText recurrence={task.recurrence} />)}
        {picked(t("duration"), "duration", durationMinutes && formatDuration(durationMinutes))}
        <Field name={t("reminders")} isShown>
          <Suspense fallback={<div className="min-h-8 pointer-coarse:min-h-11" />}>
            <ReminderField task={task} onAdd={(button) => scope.openPicker("remind", [task], button)} />
          </Suspense>
        </Field>
        {picked(
          t("place"),
          "move",
          project && (
            <span className={CHIP}>
              <ColorDot color={project.color} />
              <span dir="auto" className="truncate">
                {project.isInbox ? names("inbox") : project.name}
              </span>
            </span>
          ),
        )}
      </dl>
    </section>
  );
}

function Field({ name, isShown, children }: { name: string; isShown: boolean; children: ReactNode }) {
  if (!isShown) return null;
  return (
    <>
      <dt className="py-1.5 text-[0.8125rem] text-muted pointer-coarse:py-3">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
