import type { PageDefaults } from "../task/page-defaults.ts";
import type { Viewer } from "../viewer/viewer.tsx";
import { fieldsOfGroup } from "./task-group.ts";
import type { GroupFields, TaskGroup } from "./task-group.ts";

type View = {
  viewer: Pick<Viewer, "userId" | "today">;
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
export function viewDefaults(
  { groups, defaultProjectId, newTask, viewer }: View,
  focusedKey: string | null,
): PageDefaults {
  const group = groups.find(({ key, place }) => key === focusedKey && place && place.status !== "done");
  if (!group) {
    const [first] = groups;
    if (!first) return {};
    const common = { ...first, list: commonList(first), place: { fields: newTask ?? {} } };
    const { projectId, ...fields } = fieldsOfGroup(common, viewer);
    const isFiltered = projectId !== undefined && projectId !== defaultProjectId;
    return isFiltered ? { ...fields, home: { projectId, sectionId: null, sectionName: null } } : fields;
  }
  const { projectId: filteredId = defaultProjectId, ...fields } = fieldsOfGroup(group, viewer);
  const { projectId = filteredId, sectionId = null } = group.place ?? {};
  const isElsewhere = sectionId !== null || projectId !== defaultProjectId;
  const sectionName = sectionId !== null && group.heading && "name" in group.heading ? group.heading.name : null;
  const home = projectId !== null && isElsewhere ? { projectId, sectionId, sectionName } : null;
  return { ...fields, home };
}

const commonList = ({ list, shared }: TaskGroup) => ({ ...list, filter: shared ?? {} });
