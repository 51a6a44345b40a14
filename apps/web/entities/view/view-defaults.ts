import type { PageDefaults } from "../task/page-defaults.ts";
import { fieldsOfGroup } from "./task-group.ts";
import type { GroupFields, TaskGroup } from "./task-group.ts";

type View = {
  groups: readonly TaskGroup[];
  defaultProjectId: string | null;
  /** Initial values of a task that is added outside any group. */
  newTask?: GroupFields | undefined;
};

/**
 * Returns the initial values of a task that is added on a view's page: the values of the focused group, otherwise the
 * values shared by all tasks of the view.
 *
 * @param focusedKey key of the group that contains the focus
 */
export function viewDefaults({ groups, defaultProjectId, newTask }: View, focusedKey: string | null): PageDefaults {
  const group = groups.find(({ key, place }) => key === focusedKey && place && place.status !== "done");
  if (!group) {
    const [first] = groups;
    return first ? fieldsOfGroup({ ...first, list: commonList(first), place: { fields: newTask ?? {} } }) : {};
  }
  const { projectId = defaultProjectId, sectionId = null } = group.place ?? {};
  const isElsewhere = sectionId !== null || projectId !== defaultProjectId;
  const sectionName = sectionId !== null && group.heading && "name" in group.heading ? group.heading.name : null;
  const home = projectId !== null && isElsewhere ? { projectId, sectionId, sectionName } : null;
  return { ...fieldsOfGroup(group), home };
}

const commonList = ({ list, shared }: TaskGroup) => ({ ...list, filter: shared ?? {} });
