"use client";

import type { CreateTask, ListedTask, TaskFields } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import type { When } from "@docket/schema/when";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useReplica } from "../../replica/replica-provider.tsx";
import type { WriteInput } from "../../replica/write.ts";
import { lazyCall } from "../../ui/lazy-component.ts";
import { useUndoToast } from "../workspace/use-undo-toast.ts";
import { formatWhen } from "./format.ts";
import { useReader } from "./use-format-when.ts";

const lazyNextDue = lazyCall(() => import("./next-due.ts"));

/** The destination of a move: the list, and the position in it. */
export type Destination = {
  projectId?: string;
  sectionId?: string | null;
  parentId?: string | null;
  after?: string | null;
  before?: string;
};

/** New tasks in one list. */
export type NewTaskList = WriteInput<"task.createMany">;

/** Fields that can be set for several tasks at once. */
type SharedFields = Omit<TaskFields, "title" | "description">;
/** Labels to add and remove. The tasks' other labels are kept. */
export type Labels = { addLabelIds?: string[]; removeLabelIds?: string[] };

const idsOf = (tasks: readonly ListedTask[]) => tasks.map((task) => task.id);

/**
 * Returns the actions on one or more tasks. Each action can be undone as a whole from its toast. Changes are applied
 * optimistically and reverted if the server rejects the command.
 */
export function useTaskActions() {
  const replica = useReplica();
  const done = useUndoToast();
  const t = useTranslations("task.did");
  const reader = useReader();
  return useMemo(() => {
    const about = (tasks: readonly ListedTask[]) => ({ count: tasks.length, title: tasks[0]?.title ?? "" });

    /**
     * Sets fields of one or more tasks. A single task is updated with the version that the user saw, so that no other
     * edit is overwritten. Several tasks are updated without a version check.
     */
    const set = (tasks: readonly ListedTask[], fields: SharedFields, labels: Labels = {}): string => {
      const [task] = tasks;
      if (task && tasks.length === 1 && Object.keys(labels).length === 0)
        return replica.write("task.update", { id: task.id, baseVersion: task.version, set: fields });
      return replica.write("task.updateMany", { ids: idsOf(tasks), set: fields, ...labels });
    };

    return {
      create: (title: string, projectId: string, more: Partial<CreateTask> = {}): string => {
        const id = uuidv7();
        replica.write("task.create", { ...more, id, projectId, title });
        return id;
      },
      /** Creates tasks in one or more lists, with one command for each list. */
      createTasks: (lists: readonly NewTaskList[]): void => {
        const tasks = lists.flatMap(({ items }) => items);
        done(
          t("added", { count: tasks.length, title: tasks[0]?.title ?? "" }),
          ...lists.map((list) => replica.write("task.createMany", list)),
        );
      },
      rename: ({ id, version }: Pick<ListedTask, "id" | "version">, title: string) =>
        done(t("renamed"), replica.write("task.update", { id, baseVersion: version, set: { title } })),
      /** Sets fields of one task, including its title. */
      update: (task: ListedTask, set: TaskFields) =>
        done(
          t("changed", about([task])),
          replica.write("task.update", { id: task.id, baseVersion: task.version, set }),
        ),
      setDue: (tasks: readonly ListedTask[], due: When | null) =>
        done(
          due === null ? t("undated", about(tasks)) : t("dated", { ...about(tasks), when: formatWhen(due, reader) }),
          set(tasks, { due }),
        ),
      setStart: (tasks: readonly ListedTask[], start: When | null) =>
        done(t("changed", about(tasks)), set(tasks, { start })),
      /** Sets a separate due date for each task. Tasks with the same date share one command. */
      reschedule: (dates: readonly { task: ListedTask; due: When }[]) => {
        const alike = new Map<string, { due: When; tasks: ListedTask[] }>();
        for (const { task, due } of dates) {
          const key = JSON.stringify(due);
          alike.set(key, { due, tasks: [...(alike.get(key)?.tasks ?? []), task] });
        }
        const [first, ...others] = [...alike.values()];
        if (!first) return;
        const tasks = dates.map(({ task }) => task);
        const text =
          others.length === 0
            ? t("dated", { ...about(tasks), when: formatWhen(first.due, reader) })
            : t("changed", about(tasks));
        done(text, ...[first, ...others].map((some) => set(some.tasks, { due: some.due })));
      },
      setPriority: (tasks: readonly ListedTask[], priority: number) =>
        done(t("changed", about(tasks)), set(tasks, { priority })),
      setAssignees: (tasks: readonly ListedTask[], assigneeIds: string[]) =>
        done(t("assigned", about(tasks)), set(tasks, { assigneeIds })),
      setFields: (tasks: readonly ListedTask[], fields: SharedFields, labels: Labels = {}) =>
        done(t("changed", about(tasks)), set(tasks, fields, labels)),
      /** Adds a label to all of the tasks or removes it from all of them. */
      toggleLabel: (tasks: readonly ListedTask[], labelId: string, isOn: boolean) =>
        done(
          t("changed", about(tasks)),
          set(tasks, {}, isOn ? { addLabelIds: [labelId] } : { removeLabelIds: [labelId] }),
        ),
      /** Completes tasks. The toast shows the next date of those that repeat. */
      complete: (tasks: readonly ListedTask[]) => {
        const commandId = replica.write("task.complete", { ids: idsOf(tasks) });
        if (tasks.every(({ recurrence }) => recurrence === null)) return done(t("completed", about(tasks)), commandId);
        return lazyNextDue(({ describeNextDue }) => {
          const { text, ...next } = describeNextDue(tasks, new Date(), reader);
          done(t(text, { ...about(tasks), ...next }), commandId);
        });
      },
      cancel: (tasks: readonly ListedTask[]) =>
        done(t("cancelled", about(tasks)), replica.write("task.cancel", { ids: idsOf(tasks) })),
      reopen: (tasks: readonly ListedTask[]) =>
        done(t("reopened", about(tasks)), replica.write("task.reopen", { ids: idsOf(tasks) })),
      trash: (tasks: readonly ListedTask[]) =>
        done(t("trashed", about(tasks)), replica.write("task.trash", { ids: idsOf(tasks) })),
      move: (tasks: readonly ListedTask[], to: Destination) =>
        done(t("moved", about(tasks)), replica.write("task.move", { ids: idsOf(tasks), ...to })),
      duplicate: (task: ListedTask) =>
        done(t("duplicated", about([task])), replica.write("task.duplicate", { id: task.id, newId: uuidv7() })),
    };
  }, [done, reader, replica, t]);
}

export type TaskActions = ReturnType<typeof useTaskActions>;
