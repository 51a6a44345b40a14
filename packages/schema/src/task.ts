import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Day, TimeZone } from "./day-schema.ts";
import { Expression } from "./filter/expression-input.ts";
import { Id } from "./id.ts";
import { GROUPINGS, TASK_ORDERS } from "./layout.ts";
import { MAX_PAGE_SIZE, PageInput, page } from "./page.ts";
import { NewReminder } from "./reminder.ts";
import { MAX_BULK_TASKS, MAX_REMINDERS } from "./task-limit.ts";
import { NewRecurrence, TaskRecurrence } from "./task-recurrence.ts";
import { Priority, TaskStatus } from "./task-value.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";
import { When } from "./when.ts";

const Title = text({ max: 500, min: 1, lines: "one" });
const Description = text({ max: 50_000, lines: "many" });

/** Largest task number, limited by PostgreSQL's integer type. */
const MAX_TASK_NUMBER = 2_147_483_647;
/** Maximum duration of a task, in minutes. */
export const MAX_DURATION_MINUTES = 525_600;
const DurationMinutes = z.int().min(1).max(MAX_DURATION_MINUTES);
const IdSet = z.array(Id).max(50);

/** A task with all its fields. */
export const Task = z.object({
  workspaceId: Id,
  id: Id,
  projectId: Id,
  /** Number within the project. Together with the project's key it forms the reference, e.g. HOME-12. */
  number: z.int(),
  sectionId: Id.nullable(),
  parentId: Id.nullable(),
  title: z.string(),
  description: z.string(),
  status: TaskStatus,
  completedAt: Timestamp.nullable(),
  completedBy: Id.nullable(),
  priority: z.int(),
  start: When.nullable(),
  due: When.nullable(),
  /** The day by which the task must be done. `due` is when someone plans to do it. */
  deadline: Day.nullable(),
  durationMinutes: z.int().nullable(),
  /** How the task repeats. Completing it creates its next occurrence, a task with the same `seriesId`. */
  recurrence: TaskRecurrence.nullable(),
  /** Identifies the occurrences of a repeating task, including completed ones: the ID of the first of them. */
  seriesId: Id.nullable(),
  /** The scheduled day of this occurrence. It stays the same if the occurrence is postponed. */
  occurrenceOn: Day.nullable(),
  labelIds: z.array(Id),
  assigneeIds: z.array(Id),
  rank: z.string(),
  version: z.int(),
  createdBy: Id,
  createdAt: Timestamp,
  updatedAt: Timestamp,
  archivedAt: Timestamp.nullable(),
  deletedAt: Timestamp.nullable(),
  deletedRoot: Id.nullable(),
});
export type Task = z.infer<typeof Task>;

/** A task, with the position in the change log to which it corresponds. */
export const TaskAtPosition = Task.extend({ seq: z.string() });
export type TaskAtPosition = z.infer<typeof TaskAtPosition>;

/** A task in a list, without its description, which may be long. */
export const TaskSummary = Task.omit({ description: true }).extend({ hasDescription: z.boolean() });
export type TaskSummary = z.infer<typeof TaskSummary>;

/** A task in a list, with the number of its direct subtasks and how many of them are open. */
export const ListedTask = TaskSummary.extend({ subtasks: z.object({ all: z.int(), open: z.int() }) });
export type ListedTask = z.infer<typeof ListedTask>;

/**
 * A position among siblings: after the task `after` (at the start if null), before the task `before`, or at the end if
 * neither is given.
 */
const Position = { after: Id.nullable().optional(), before: Id.nullable().optional() };

/** The list to which new tasks are added. */
const NewTaskContainer = {
  projectId: Id,
  sectionId: Id.nullable().default(null),
  parentId: Id.nullable().default(null),
};

/**
 * A field that is added later must have no default value. Otherwise, a command that is repeated after an upgrade would
 * have another input than before, and be rejected.
 */
const NewFields = {
  id: Id,
  title: Title,
  description: Description.default(""),
  priority: Priority.default(0),
  start: When.nullable().default(null),
  due: When.nullable().default(null),
  deadline: Day.nullable().optional(),
  durationMinutes: DurationMinutes.nullable().default(null),
  /** Requires a due date, which becomes the first day on or after it that matches the rule. */
  recurrence: NewRecurrence.nullable().optional(),
  labelIds: IdSet.default([]),
  assigneeIds: IdSet.default([]),
  /** Reminders of the caller. If omitted, the task gets the one of their settings. */
  reminders: z.array(NewReminder).max(MAX_REMINDERS).optional(),
};

export const CreateTask = CommandInput.extend({ ...NewTaskContainer, ...NewFields, ...Position });
export type CreateTask = z.infer<typeof CreateTask>;

/**
 * Input for creating many tasks at one position in one command with a single undo, for example from pasted lines. The
 * parent of an item can be an earlier item. Items without a parent get the command's parent.
 */
export const CreateTasks = CommandInput.extend({
  ...NewTaskContainer,
  ...Position,
  items: z
    .array(z.strictObject({ ...NewFields, parentId: Id.nullable().default(null) }))
    .min(1)
    .max(MAX_BULK_TASKS)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, { message: "two have the same id" }),
});
export type CreateTasks = z.infer<typeof CreateTasks>;

/** The fields that a user can set. */
export const TaskFields = z.strictObject({
  title: Title.optional(),
  description: Description.optional(),
  priority: Priority.optional(),
  start: When.nullable().optional(),
  due: When.nullable().optional(),
  deadline: Day.nullable().optional(),
  durationMinutes: DurationMinutes.nullable().optional(),
  /** Null ends the series. Changing only the due date moves this occurrence, but not the others. */
  recurrence: NewRecurrence.nullable().optional(),
  labelIds: IdSet.optional(),
  assigneeIds: IdSet.optional(),
  isArchived: z.boolean().optional(),
});
export type TaskFields = z.infer<typeof TaskFields>;

export const UpdateTask = CommandInput.extend({ id: Id, baseVersion: z.int().min(1), set: TaskFields });
export type UpdateTask = z.infer<typeof UpdateTask>;

const TaskIds = z.array(Id).min(1).max(MAX_BULK_TASKS);

/**
 * Input for making the same change to many tasks, in one command with a single undo. Labels can be added and removed
 * individually, so that the tasks keep their other labels.
 */
export const UpdateTasks = CommandInput.extend({
  ids: TaskIds,
  set: TaskFields.omit({ title: true, description: true }),
  /** Moves the due dates to a day in a time zone. Tasks keep their times and time zones. */
  dueOn: z.strictObject({ day: Day, timeZone: TimeZone }).optional(),
  addLabelIds: IdSet.default([]),
  removeLabelIds: IdSet.default([]),
});
export type UpdateTasks = z.infer<typeof UpdateTasks>;

/** Input for moving tasks to another position, section, parent or project. Their subtasks move along. */
export const MoveTasks = CommandInput.extend({
  ids: TaskIds,
  projectId: Id.optional(),
  sectionId: Id.nullable().optional(),
  parentId: Id.nullable().optional(),
  ...Position,
});
export type MoveTasks = z.infer<typeof MoveTasks>;

export const SetTaskStatus = CommandInput.extend({ ids: TaskIds });
export type SetTaskStatus = z.infer<typeof SetTaskStatus>;

export const TasksCommand = CommandInput.extend({ ids: TaskIds });
export type TasksCommand = z.infer<typeof TasksCommand>;

export const DuplicateTask = CommandInput.extend({ id: Id, newId: Id, withSubtasks: z.boolean().default(true) });
export type DuplicateTask = z.infer<typeof DuplicateTask>;

export const TaskRef = z.strictObject({ workspaceId: Id, id: Id });
export type TaskRef = z.infer<typeof TaskRef>;

/** The result of a command on many tasks: the current state of the tasks that the caller can see. */
export const Tasks = z.object({ items: z.array(TaskSummary).max(MAX_BULK_TASKS * 2) });
export type Tasks = z.infer<typeof Tasks>;

export const TaskOrder = z.enum(TASK_ORDERS);
export type TaskOrder = z.infer<typeof TaskOrder>;

/** Which tasks a list contains. Tasks must match all given conditions. */
export const TaskFilter = z.strictObject({
  /**
   * Limits the list to these tasks, if the caller can see them. Clients use it to refresh tasks that they already have.
   */
  ids: z.array(Id).min(1).max(MAX_PAGE_SIZE).optional(),
  projectId: Id.optional(),
  /** Null matches tasks without a section. */
  sectionId: Id.nullable().optional(),
  /** Null matches tasks without a parent. */
  parentId: Id.nullable().optional(),
  labelId: Id.optional(),
  assigneeId: Id.optional(),
  /** Limits the list to the occurrences of a repeating task. */
  seriesId: Id.optional(),
  /** The number within the project, e.g. 12 for HOME-12. */
  number: z.int().min(1).max(MAX_TASK_NUMBER).optional(),
  status: z.union([TaskStatus, z.enum(["any", "closed"])]).default("open"),
  priority: z.array(Priority).max(4).optional(),
  /** Due on or after this day, evaluated in `timeZone`. */
  dueFrom: Day.optional(),
  /** Due on or before this day. */
  dueTo: Day.optional(),
  hasDue: z.boolean().optional(),
  /**
   * Whether `dueFrom` also matches tasks that are due earlier, but can last until it: those whose date is at most their
   * duration in days, rounded up, plus three days before it. The three days cover times late in the day, changes of the
   * clock and other time zones, so some of these tasks end before `dueFrom`.
   */
  withLasting: z.boolean().optional(),
  /** Time zone in which days are evaluated, including those in `where`. */
  timeZone: TimeZone.default("UTC"),
  text: text({ max: 200, lines: "many" }).optional(),
  isArchived: z.union([z.boolean(), z.literal("any")]).default(false),
  /** An additional condition. In it, `me` is the caller, and days are evaluated in `timeZone`. */
  where: Expression.optional(),
});
export type TaskFilter = z.infer<typeof TaskFilter>;

export const SortDirection = z.enum(["ascending", "descending"]);
export type SortDirection = z.infer<typeof SortDirection>;

export const ListTasks = PageInput.extend({
  workspaceId: Id,
  filter: TaskFilter.prefault({}),
  order: TaskOrder.default("manual"),
  direction: SortDirection.default("ascending"),
});
export type ListTasks = z.infer<typeof ListTasks>;
export const TaskPage = page(ListedTask).extend({
  /** The position in the change log to which the tasks correspond. Present if the filter contains `ids`. */
  seq: z.string().optional(),
});
export type TaskPage = z.infer<typeof TaskPage>;

/** Task counts for the sidebar. */
export const TaskCounts = z.object({
  projects: z.array(z.object({ projectId: Id, open: z.int() })),
  today: z.int(),
  overdue: z.int(),
  /** Number of open tasks assigned to the caller; absent unless requested. */
  assigned: z.int().optional(),
  /** Number of open tasks per label, omitting labels without open tasks; absent unless requested. */
  labels: z.array(z.object({ labelId: Id, open: z.int() })).optional(),
});
export type TaskCounts = z.infer<typeof TaskCounts>;
export const CountTasks = z.strictObject({
  workspaceId: Id,
  timeZone: TimeZone.default("UTC"),
  /** Whether to also count the caller's tasks and the tasks with each label, which requires another SQL statement. */
  withAssignedAndLabels: z.boolean().default(false),
});
export type CountTasks = z.infer<typeof CountTasks>;

/** Criteria by which tasks can be grouped, in the columns of a board or under headings. */
export const GroupBy = z.enum(GROUPINGS);
export type GroupBy = z.infer<typeof GroupBy>;

/** Maximum number of groups in one result. */
export const MAX_TALLY_GROUPS = 500;

export const TallyTasks = z.strictObject({
  workspaceId: Id,
  filter: TaskFilter.prefault({}),
  by: GroupBy,
});
export type TallyTasks = z.infer<typeof TallyTasks>;

/**
 * The number of tasks in each group of a list, largest group first. The key is an ID, a status, a priority, or a day as
 * text, and null for tasks in no group. A task with two labels or assignees is counted in both groups.
 */
export const TaskTally = z.object({
  groups: z.array(z.object({ key: z.string().nullable(), count: z.int() })).max(MAX_TALLY_GROUPS),
});
export type TaskTally = z.infer<typeof TaskTally>;
