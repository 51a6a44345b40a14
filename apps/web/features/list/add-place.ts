import type { CreateTask } from "@docket/schema/task";
import type { TaskDestination } from "../../entities/draft/new-task-draft.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { fieldsOfGroup } from "../../entities/view/task-group.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import type { Viewer } from "../../entities/viewer/viewer.tsx";
import type { LinePosition } from "../quick-add/new-task-lists.ts";

/** Where a field adds tasks, and the fields that they get unless others are typed. */
export type AddRowPlace = { projectId: string; fields: Partial<CreateTask> };

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
): AddRowPlace | null {
  const { projectId: filteredId = defaultProjectId, ...implied } = fieldsOfGroup(group, viewer);
  const projectId = group.place?.projectId ?? filteredId;
  const fields = { ...implied, sectionId: group.place?.sectionId ?? null, ...position };
  return projectId === null ? null : { projectId, fields };
}

/** Returns the list to which a place belongs. */
export function homeOf({ projectId, fields }: AddRowPlace): TaskDestination {
  return { projectId, sectionId: fields.sectionId ?? null, sectionName: null };
}

/** Returns the position of a place in its list. */
export function positionOf({ fields: { parentId, after, before } }: AddRowPlace): LinePosition {
  return {
    ...(parentId === undefined ? {} : { parentId }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
}
