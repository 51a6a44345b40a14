import { PROJECT_ROLES, isAtLeast } from "./role.ts";
import type { ProjectRole } from "./role.ts";
import type { TaskFields } from "./task.ts";

/**
 * The least role in a project for what people do with its tasks. The statements that read and write tasks and the pages
 * that offer to do so ask this table.
 */
export const TASK_ROLES = {
  read: "viewer",
  comment: "commenter",
  moderate: "manager",
  create: "editor",
  edit: "editor",
  label: "editor",
  assign: "editor",
  close: "editor",
  move: "editor",
  trash: "editor",
  purge: "manager",
} as const satisfies Record<string, ProjectRole>;

/**
 * Something that people do with tasks. `close` includes reopening, `trash` includes restoring, and `moderate` is to trash
 * and restore comments of others.
 */
export type TaskCapability = keyof typeof TASK_ROLES;

/** Whether a role is enough to do something with the tasks of a project; false without a role. */
export function isAllowed(role: ProjectRole | null, capability: TaskCapability): boolean {
  return isAtLeast(PROJECT_ROLES, role, TASK_ROLES[capability]);
}

/** What it takes to set each field of existing tasks. */
const FIELD_CAPABILITIES: Record<keyof TaskFields, TaskCapability> = {
  title: "edit",
  description: "edit",
  priority: "edit",
  start: "edit",
  due: "edit",
  durationMinutes: "edit",
  isArchived: "edit",
  labelIds: "label",
  assigneeIds: "assign",
};

/**
 * Returns the capability that setting these fields requires: of several, the one with the strongest role; `edit` if
 * nothing is set.
 */
export function capabilityToSet(set: TaskFields): TaskCapability {
  const needed = Object.entries(set)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => FIELD_CAPABILITIES[field as keyof TaskFields]);
  const rankOf = (capability: TaskCapability) => PROJECT_ROLES.indexOf(TASK_ROLES[capability]);
  return needed.toSorted((left, right) => rankOf(right) - rankOf(left))[0] ?? "edit";
}
