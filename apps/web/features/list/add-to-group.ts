import type { CreateTask } from "@docket/schema/task";
import type { TaskLine } from "../../entities/task/task-lines.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { fieldsOfGroup } from "../../entities/view/task-group.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";

/**
 * Returns functions that create tasks in a group and set the fields that the group implies.
 *
 * @param place position in the group; if omitted, tasks are added at its end
 */
export function groupAdder(
  group: TaskGroup,
  { actions, defaultProjectId }: Pick<LayoutProps, "actions" | "defaultProjectId">,
  place: Partial<CreateTask> = {},
): { add: (title: string) => string | null; addLines: (lines: TaskLine[]) => void } {
  const projectId = group.place?.projectId ?? defaultProjectId;
  const fields = { ...fieldsOfGroup(group), sectionId: group.place?.sectionId ?? null, ...place };
  return {
    add: (title) => (projectId === null ? null : actions.create(title, projectId, fields)),
    addLines: (lines) => {
      if (projectId !== null) actions.createLines(lines, projectId, fields);
    },
  };
}
