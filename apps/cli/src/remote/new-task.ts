import { newId } from "@docket/client";
import type { DateSettings } from "@docket/schema/account";
import type { Day } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import { newReminders } from "@docket/schema/quick-add/new-reminders";
import type { NamedId } from "@docket/schema/quick-add/quick-add";
import { nextOccurrences } from "@docket/schema/recurrence/occurrences";
import { isRule, parseRule } from "@docket/schema/recurrence/rule-text";
import type { NewReminder } from "@docket/schema/reminder";
import type { NewRecurrence } from "@docket/schema/task-recurrence";
import type { When } from "@docket/schema/when";
import { UsageError } from "../failure.ts";
import type { Connection } from "./connection.ts";
import { findLabelIds, findProject, findSection, findTasks, listProjects } from "./lookup.ts";
import type { WhenOption } from "./task-format.ts";
import { whenFromOption } from "./task-format.ts";
import type { TaskLine } from "./task-line.ts";
import { readTaskLine } from "./task-line.ts";

/** The options of `docket add`. */
export type AddOptions = {
  project?: string;
  section?: string;
  parent?: string;
  due?: WhenOption;
  deadline?: Day;
  priority?: number;
  label?: string[];
  description?: string;
  literal?: boolean;
  create?: boolean;
  dryRun?: boolean;
};

/** The input for creating a task. */
export type NewTask = {
  id: Id;
  projectId: Id;
  sectionId: Id | null;
  parentId: Id | null;
  title: string;
  description: string;
  start: When | null;
  due: When | null;
  recurrence: NewRecurrence | null;
  deadline: Day | null;
  durationMinutes: number | null;
  priority: number;
  labelIds: Id[];
  assigneeIds: Id[];
  /** Absent if there are none, so that the task gets the reminder of the account's settings. */
  reminders?: NewReminder[];
};

/** A task to create, the projects and labels to create before it, and the people whom the text names. */
export type TaskPlan = { task: NewTask; projects: NamedId[]; created: TaskLine["created"]; people: readonly NamedId[] };

/**
 * Combines the meaning of a text with options, which take precedence.
 *
 * @throws UsageError for an unknown or contradictory name
 */
export async function planTask(
  connection: Connection,
  text: string,
  options: AddOptions,
  settings: DateSettings,
): Promise<TaskPlan> {
  const projects = await listProjects(connection);
  const [parent] = options.parent === undefined ? [] : await findTasks(connection, [options.parent], projects);
  const named = options.project === undefined ? undefined : findProject(projects, options.project);
  if (named && parent && parent.projectId !== named.id)
    throw new UsageError("A sub-task is always in the project of its parent. Leave out -p.");
  const chosenId = parent?.projectId ?? named?.id;
  const inboxId = projects.find(({ isInbox }) => isInbox)?.id;
  const { meaning, names, created } = await readTaskLine(connection, text, {
    settings,
    projects,
    projectId: chosenId ?? inboxId,
    canCreate: options.create === true,
    isLiteral: options.literal === true,
  });
  const projectId = chosenId ?? meaning.projectId ?? inboxId;
  if (projectId === undefined)
    throw new UsageError("This token has no access to the inbox. Choose a project: -p <project>");
  const isElsewhere = meaning.projectId !== null && meaning.projectId !== projectId;
  const sectionId = isElsewhere ? null : meaning.sectionId;
  const labelIds = [...new Set([...meaning.labelIds, ...(await findLabelIds(connection, options.label ?? []))])];
  const due = options.due === undefined ? meaning.due : whenFromOption(options.due);
  const task: NewTask = {
    id: newId(),
    projectId,
    sectionId:
      options.section === undefined ? sectionId : (await findSection(connection, projectId, options.section)).id,
    parentId: parent?.id ?? null,
    title: meaning.title,
    description: options.description ?? meaning.description ?? "",
    start: meaning.start,
    ...alignedToRule(due, meaning.recurrence && { ...meaning.recurrence, catchUp: "skip" }),
    deadline: options.deadline ?? meaning.deadline,
    durationMinutes: meaning.durationMinutes,
    priority: options.priority ?? meaning.priority ?? 0,
    labelIds,
    assigneeIds: meaning.assigneeIds,
    ...(meaning.reminders.length > 0 && { reminders: newReminders(meaning.reminders) }),
  };
  return { task, projects: [...projects, ...created.projects], created, people: names.people };
}

/** A repeating task is due on the first day that matches its rule. Without a due date, it does not repeat. */
function alignedToRule(due: When | null, recurrence: NewRecurrence | null): Pick<NewTask, "due" | "recurrence"> {
  const rule = recurrence && parseRule(recurrence.rule);
  if (!due || !rule || !isRule(rule)) return { due, recurrence: null };
  const [date = due.date] = nextOccurrences({ rule, start: due.date }, 1);
  return { due: { ...due, date }, recurrence };
}
