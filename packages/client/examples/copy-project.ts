import type { Docket } from "@docket/client";
import { followChanges } from "@docket/client/follow";
import type { Id } from "@docket/schema/id";
import { formatPosition } from "@docket/schema/log-position";
import { rowsOf } from "@docket/schema/snapshot";
import type { TaskSummary } from "@docket/schema/task";

/**
 * Copies the tasks of a project, and keeps the copy up to date until it contains a task with the given title. Returns
 * the titles of the open tasks.
 */
export async function copyProject(docket: Docket, workspaceId: Id, projectId: Id, title: string): Promise<string[]> {
  const workspace = docket.workspace(workspaceId);
  const tasks = new Map<Id, TaskSummary>();
  let lastEventId = "";
  for await (const line of workspace.snapshot({ projectId })) {
    if (line.kind === "head") lastEventId = formatPosition(line);
    else for (const { kind, row } of rowsOf(line)) if (kind === "task") tasks.set(row.id, row);
  }

  const isOver = () => [...tasks.values()].some((task) => task.title === title);
  // The feed continues exactly where the snapshot ends.
  for await (const event of followChanges(docket, workspaceId, { lastEventId })) {
    if (event.kind === "resync") throw new Error("A backup was restored. Read the snapshot again.");
    if (event.kind !== "changes") continue;
    // A copy can be kept from the values in the changes alone. Reading the tasks again is simpler.
    const changed = new Set(event.changes.filter(({ entity }) => entity === "task").map(({ entityId }) => entityId));
    for (const id of changed) {
      tasks.delete(id);
      const { items } = await workspace.task.list.query({
        filter: { ids: [id], projectId, status: "any", isArchived: "any" },
      });
      for (const { subtasks: _subtasks, ...task } of items) tasks.set(task.id, task);
    }
    if (isOver()) break;
  }
  return [...tasks.values()].filter(({ status }) => status === "open").map((task) => task.title);
}
