import { z } from "zod";
import { CommandInput } from "./command.ts";
import { Day, TimeZone } from "./day-input.ts";
import { Expression } from "./filter/expression-input.ts";
import { Id } from "./id.ts";
import { GROUPINGS } from "./layout.ts";
import { PAGE_LIMIT, PageInput, page } from "./page.ts";
import { BULK_LIMIT } from "./task-limit.ts";
import { TASK_ORDERS } from "./task-order.ts";
import { Priority, TaskStatus } from "./task-value.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";
import { When } from "./when.ts";

const Title = text({ max: 500, min: 1, lines: "one" });
const Description = text({ max: 50_000, lines: "many" });

/** The largest number that a task can have, as the database holds it. */
const MAX_NUMBER = 2_147_483_647;
const DurationMinutes = z.int().min(1).max(525_600);
const IdSet = z.array(Id).max(50);

/** A task with everything it has. */
export const Task = z.object({
  workspaceId: Id,
  id: Id,
  projectId: Id,
  /** Number within the project; with the project's key it is what people say: HOME-12. */
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
  durationMinutes: z.int().nullable(),
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

/** A task as it stands in a list: without its description, which may be long. */
export const TaskSummary = Task.omit({ description: true }).extend({ hasDescription: z.boolean() });
export type TaskSummary = z.infer<typeof TaskSummary>;

/** A task of a list, with how many sub-tasks hang directly below it and how many of them are open. */
export const ListedTask = TaskSummary.extend({ subtasks: z.object({ all: z.int(), open: z.int() }) });
export type ListedTask = z.infer<typeof ListedTask>;

/** A place among siblings: behind `after`, or in front of `before`, or, with neither, at the end. Null for `after` is the start. */
const Place = { after: Id.nullable().optional(), before: Id.nullable().optional() };

/** The list that new tasks are put into. */
const NewHome = {
  projectId: Id,
  sectionId: Id.nullable().default(null),
  parentId: Id.nullable().default(null),
};

const NewFields = {
  id: Id,
  title: Title,
  description: Description.default(""),
  priority: Priority.default(0),
  start: When.nullable().default(null),
  due: When.nullable().default(null),
  durationMinutes: DurationMinutes.nullable().default(null),
  labelIds: IdSet.default([]),
  assigneeIds: IdSet.default([]),
};

export const CreateTask = CommandInput.extend({ ...NewHome, ...NewFields, ...Place });
export type CreateTask = z.infer<typeof CreateTask>;

/**
 * Many new tasks at one place, as one command and one undo: lines that were pasted, for instance. One may hang below one
 * that stands before it in the list; all others hang where the whole list goes.
 */
export const CreateTasks = CommandInput.extend({
  ...NewHome,
  ...Place,
  items: z
    .array(z.strictObject({ ...NewFields, parentId: Id.nullable().default(null) }))
    .min(1)
    .max(BULK_LIMIT)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, { message: "two have the same id" }),
});
export type CreateTasks = z.infer<typeof CreateTasks>;

/** The fields that a person sets by hand. */
export const TaskFields = z.strictObject({
  title: Title.optional(),
  description: Description.optional(),
  priority: Priority.optional(),
  start: When.nullable().optional(),
  due: When.nullable().optional(),
  durationMinutes: DurationMinutes.nullable().optional(),
  labelIds: IdSet.optional(),
  assigneeIds: IdSet.optional(),
  isArchived: z.boolean().optional(),
});
export type TaskFields = z.infer<typeof TaskFields>;

export const UpdateTask = CommandInput.extend({ id: Id, baseVersion: z.int().min(1), set: TaskFields });
export type UpdateTask = z.infer<typeof UpdateTask>;

const TaskIds = z.array(Id).min(1).max(BULK_LIMIT);

/**
 * The same change to many tasks, as one command and one undo. Labels and assignees can be added and removed, so that what
 * the tasks have besides stays.
 */
export const UpdateTasks = CommandInput.extend({
  ids: TaskIds,
  set: TaskFields.omit({ title: true, description: true }),
  addLabelIds: IdSet.default([]),
  removeLabelIds: IdSet.default([]),
});
export type UpdateTasks = z.infer<typeof UpdateTasks>;

/** To another place, section, parent or project. Sub-tasks go along. */
export const MoveTasks = CommandInput.extend({
  ids: TaskIds,
  projectId: Id.optional(),
  sectionId: Id.nullable().optional(),
  parentId: Id.nullable().optional(),
  ...Place,
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

/** What a command on many tasks answers: those of them that exist for the caller, as they are now. */
export const Tasks = z.object({ items: z.array(TaskSummary).max(BULK_LIMIT * 2) });
export type Tasks = z.infer<typeof Tasks>;

export const TaskOrder = z.enum(TASK_ORDERS);
export type TaskOrder = z.infer<typeof TaskOrder>;

/** Which tasks; every condition that is given must hold. */
export const TaskFilter = z.strictObject({
  /** Exactly these, as far as the caller may see them: how a client asks what has become of tasks that it knows. */
  ids: z.array(Id).min(1).max(PAGE_LIMIT).optional(),
  projectId: Id.optional(),
  /** Null: those in no section. */
  sectionId: Id.nullable().optional(),
  /** Null: those without a parent. */
  parentId: Id.nullable().optional(),
  labelId: Id.optional(),
  assigneeId: Id.optional(),
  /** The number within its project, for who says HOME-12. */
  number: z.int().min(1).max(MAX_NUMBER).optional(),
  status: z.union([TaskStatus, z.enum(["any", "closed"])]).default("open"),
  priority: z.array(Priority).max(4).optional(),
  /** Due on or after this day, as the viewer's zone counts days. */
  dueFrom: Day.optional(),
  /** Due on or before this day. */
  dueTo: Day.optional(),
  hasDue: z.boolean().optional(),
  /** Zone in which days are counted, in `where` too; UTC when absent. */
  timeZone: TimeZone.default("UTC"),
  text: text({ max: 200, lines: "many" }).optional(),
  isArchived: z.union([z.boolean(), z.literal("any")]).default(false),
  /** Holds besides all others. Its `me` is the caller, its days are those of `timeZone`. */
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
export const TaskPage = page(ListedTask);

/** Numbers for the sidebar. */
export const TaskCounts = z.object({
  projects: z.array(z.object({ projectId: Id, open: z.int() })),
  today: z.int(),
  overdue: z.int(),
  /** Open tasks that are assigned to the caller; absent unless asked for. */
  assigned: z.int().optional(),
  /** Open tasks of each label that has any; absent unless asked for. */
  labels: z.array(z.object({ labelId: Id, open: z.int() })).optional(),
});
export type TaskCounts = z.infer<typeof TaskCounts>;
export const CountTasks = z.strictObject({
  workspaceId: Id,
  timeZone: TimeZone.default("UTC"),
  /** Whether also the tasks of the caller and of each label are counted, which takes another statement. */
  withAssignedAndLabels: z.boolean().default(false),
});
export type CountTasks = z.infer<typeof CountTasks>;

/** What tasks can be put together by, in the columns of a board or under headings. */
export const GroupBy = z.enum(GROUPINGS);
export type GroupBy = z.infer<typeof GroupBy>;

/** Groups in one answer. */
export const TALLY_LIMIT = 500;

export const TallyTasks = z.strictObject({
  workspaceId: Id,
  filter: TaskFilter.prefault({}),
  by: GroupBy,
});
export type TallyTasks = z.infer<typeof TallyTasks>;

/**
 * How many tasks of a list are in each group, the largest first. The key is an id, a status, a priority or a day as text;
 * null are those in no group. A task with two labels, or people, counts in both groups.
 */
export const TaskTally = z.object({
  groups: z.array(z.object({ key: z.string().nullable(), count: z.int() })).max(TALLY_LIMIT),
});
export type TaskTally = z.infer<typeof TaskTally>;
