import type { CreateTask } from "@docket/schema/task";
import type { NewTaskPlace } from "../../entities/draft/new-task-draft.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { fieldsOfGroup } from "../../entities/view/task-group.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import type { Viewer } from "../../entities/viewer/viewer.tsx";

/**
 * Returns where tasks are added to a group, with the fields that the group implies. Returns null if the user can add no
 * tasks there.
 *
 * @param position position in the group; if omitted, tasks are added at its end
 */
export function placeInGroup(
  group: TaskGroup,
  { defaultProjectId }: Pick<LayoutProps, "defaultProjectId">,
  viewer: Viewer,
  position: Partial<CreateTask> = {},
): NewTaskPlace | null {
  const { projectId: filteredId = defaultProjectId, ...implied } = fieldsOfGroup(group, viewer);
  const projectId = group.place?.projectId ?? filteredId;
  const fields = { ...implied, sectionId: group.place?.sectionId ?? null, ...position };
  return projectId === null ? null : { projectId, fields };
}
