import { PROJECT_ROLES, isAtLeast } from "./role.ts";
import type { ProjectRole } from "./role.ts";
import type { TaskFields } from "./task.ts";

/**
 * The minimum project role for each capability on tasks. The SQL statements that read and write tasks use this table.
 * The pages use `canEditIn` in `apps/web/entities/workspace/use-entities.ts` instead.
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
 * An action on tasks. `close` includes reopening, `trash` includes restoring, and `moderate` is deleting and restoring
 * other people's comments.
 */
export type TaskCapability = keyof typeof TASK_ROLES;

/** Returns whether a role has a capability on the tasks in a project. Returns false if there is no role. */
export function isAllowed(role: ProjectRole | null, capability: TaskCapability): boolean {
  return isAtLeast(PROJECT_ROLES, role, TASK_ROLES[capability]);
}

/** The capability required to set a field of existing tasks, if it is not `edit`. */
const FIELD_CAPABILITIES: Partial<Record<keyof TaskFields, TaskCapability>> = {
  labelIds: "label",
  assigneeIds: "assign",
};

/**
 * Returns the capability required to set these fields. If several are required, it is the one with the strongest role;
 * if no field is set, it is `edit`.
 */
export function capabilityToSet(set: TaskFields): TaskCapability {
  const needed = Object.entries(set)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => FIELD_CAPABILITIES[field as keyof TaskFields] ?? "edit");
  const rankOf = (capability: TaskCapability) => PROJECT_ROLES.indexOf(TASK_ROLES[capability]);
  return needed.toSorted((left, right) => rankOf(right) - rankOf(left))[0] ?? "edit";
}
