import type { ListedTask } from "@docket/schema/task";
import { newTask } from "@docket/schema/task-state";
import { uuidv7 } from "@docket/schema/uuid";

const NOW = "2026-11-24T09:00:00.000Z";

/** Returns IDs of a project, and a function that creates rows of its lists. */
export function createRows() {
  const [workspaceId, projectId, userId] = [uuidv7(), uuidv7(), uuidv7()];
  const task = (title: string, rank: string, more: Partial<ListedTask> = {}): ListedTask => {
    const { description, ...row } = newTask({ workspaceId, id: uuidv7(), projectId, title }, { userId, now: NOW });
    return { ...row, number: 1, rank, hasDescription: description !== "", subtasks: { all: 0, open: 0 }, ...more };
  };
  return { workspaceId, projectId, userId, NOW, task };
}
