import { newReminders } from "@docket/schema/quick-add/new-reminders";
import type { QuickAdd } from "@docket/schema/quick-add/quick-add";
import type { CreateTask } from "@docket/schema/task";
import { fieldsOf } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskDraft, TaskDestination } from "../../entities/draft/new-task-draft.ts";

/** The input for a new task, except its id. */
export type NewTaskInput = { title: string; projectId: string; fields: Partial<CreateTask> };

/**
 * Combines what is typed with the values that the page and the pickers have given. Where both have one, what is typed
 * counts. Labels and assignees are combined.
 *
 * @param members users to whom tasks of the typed project can be assigned
 */
export function newTaskOf(
  typed: QuickAdd,
  draft: NewTaskDraft,
  home: TaskDestination,
  members: ReadonlySet<string>,
): NewTaskInput {
  const given = fieldsOf(draft, home);
  const projectId = typed.projectId ?? home.projectId;
  const isElsewhere = projectId !== home.projectId;
  const givenAssignees = isElsewhere ? draft.assigneeIds.filter((id) => members.has(id)) : draft.assigneeIds;
  const dates =
    typed.due === null
      ? { due: draft.due, recurrence: draft.recurrence }
      : { due: typed.due, recurrence: typed.recurrence && { ...typed.recurrence, catchUp: "skip" as const } };
  const description = [given.description ?? "", typed.description ?? ""].filter((part) => part !== "").join("\n\n");
  return {
    title: typed.title,
    projectId,
    fields: {
      ...given,
      ...dates,
      sectionId: typed.sectionId ?? (isElsewhere ? null : home.sectionId),
      ...(typed.start === null ? {} : { start: typed.start }),
      ...(typed.deadline === null ? {} : { deadline: typed.deadline }),
      ...(typed.durationMinutes === null ? {} : { durationMinutes: typed.durationMinutes }),
      ...(typed.priority === null ? {} : { priority: typed.priority }),
      ...(description === "" ? {} : { description }),
      ...(typed.reminders.length === 0 ? {} : { reminders: newReminders(typed.reminders) }),
      labelIds: [...new Set([...draft.labelIds, ...typed.labelIds])],
      assigneeIds: [...new Set([...givenAssignees, ...typed.assigneeIds])],
    },
  };
}
