import { uuidv7 } from "@docket/schema/uuid";
import type { NewTaskPlace, TaskDestination } from "../../entities/draft/new-task-draft.ts";
import type { NewTaskList } from "../../entities/task/use-task-actions.ts";
import type { NewTaskInput } from "./new-task-of.ts";

/** A new task, and the index of its parent among the new tasks; null if the task is not a sub-task of one of them. */
export type NewTaskLine = NewTaskInput & { parent: number | null };

/** The position of new tasks in a list. */
type LinePosition = Pick<NewTaskList, "parentId" | "after" | "before">;

/**
 * Groups new tasks by the project and section in which they are created. Sub-tasks are in the list of their parent.
 *
 * @param home the list in which the position applies
 */
export function newTaskLists(
  lines: readonly NewTaskLine[],
  home: Pick<TaskDestination, "projectId" | "sectionId">,
  position: LinePosition = {},
): NewTaskList[] {
  const ids = lines.map(() => uuidv7());
  const lists = new Map<string, NewTaskList>();
  const keys: string[] = [];
  for (const [index, { title, projectId, fields, parent }] of lines.entries()) {
    const { sectionId = null, ...values } = fields;
    const key = (parent === null ? undefined : keys[parent]) ?? `${projectId} ${sectionId}`;
    keys.push(key);
    const isHome = projectId === home.projectId && sectionId === home.sectionId;
    const list = lists.get(key) ?? { ...(isHome ? position : {}), projectId, sectionId, items: [] };
    const parentId = parent === null ? null : (ids[parent] ?? null);
    list.items.push({ ...values, id: ids[index] ?? "", title, parentId });
    lists.set(key, list);
  }
  return [...lists.values()];
}

/** Returns the list to which a place belongs. */
export function homeOf({ projectId, fields }: NewTaskPlace): TaskDestination {
  return { projectId, sectionId: fields.sectionId ?? null, sectionName: null };
}

/** Returns the position of a place in its list. */
export function positionOf({ fields: { parentId, after, before } }: NewTaskPlace): LinePosition {
  return {
    ...(parentId === undefined ? {} : { parentId }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
}
