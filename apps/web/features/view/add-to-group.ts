import type { CreateTask } from "@docket/schema/task";
import type { TaskLine } from "../task/task-lines.ts";
import type { LayoutProps } from "./layout.ts";
import { fieldsOfGroup } from "./task-group.ts";
import type { TaskGroup } from "./task-group.ts";

/**
 * Makes tasks in a group, with what being there gives them.
 *
 * @param place where in the group; at its end when it says nothing
 */
export function adderTo(
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
